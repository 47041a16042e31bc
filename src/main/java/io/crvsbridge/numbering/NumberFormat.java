package io.crvsbridge.numbering;

import io.crvsbridge.expression.Draws;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How registration numbers look: so many characters at random, or what an expression makes of the record. That no two records have the same number is the business of
 * who stores them.
 */
public sealed interface NumberFormat {

    /** Twelve characters at random. */
    NumberFormat DEFAULT = new AtRandom(RandomNumbers.DEFAULT);

    /**
     * A number for a record.
     *
     * @throws NoNumber         when the expression cannot be evaluated on it, or gives what is no registration number
     * @throws RuntimeException what {@code draws} threw for a sequence
     */
    String next(Facts facts, Draws draws) throws NoNumber;

    /** Whether a number is made of the record. Two records may well be given the same then, so that this is looked for before it is stored. */
    boolean ofRecord();

    /** One of the format {@link #DEFAULT}. */
    static String random(Draws draws) {
        return draws.random(RandomNumbers.DEFAULT.length(), RandomNumbers.DEFAULT.characters());
    }

    /** The {@code registrationNumber} of a pack or an event. */
    static NumberFormat read(YamlNode node, FormFields fields) {
        Map<String, YamlNode> entries = node.entries(Set.of(), Set.of("length", "characters", "value"));
        YamlNode value = entries.get("value");
        if (value == null) {
            return new AtRandom(RandomNumbers.read(node));
        }
        if (entries.size() > 1) {
            node.problem("either 'value', or 'length' and 'characters'");
        }
        Optional<Expression> expression = ExpressionCompiler.forNumbers(fields).text(value.text(), value::problem);
        return expression.<NumberFormat>map(Expressed::new).orElse(DEFAULT);
    }

    /** Random characters, so many that no clash is to be expected. */
    record AtRandom(RandomNumbers characters) implements NumberFormat {

        @Override
        public String next(Facts facts, Draws draws) {
            return draws.random(characters.length(), characters.characters());
        }

        @Override
        public boolean ofRecord() {
            return false;
        }
    }

    /** What an expression gives. */
    record Expressed(Expression value) implements NumberFormat {

        /** What Core, its forms and a packet take, and the database has room for. */
        private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

        @Override
        public String next(Facts facts, Draws draws) throws NoNumber {
            Heard heard = new Heard(draws);
            try {
                Optional<String> number = value.text(facts.drawing(heard));
                return number.filter(text -> NUMBER.matcher(text).matches())
                        .orElseThrow(() -> new NoNumber("the expression of the registration number gives no text of 1 to 64 letters, digits and . _ / -"));
            } catch (Expression.Failed e) {
                heard.rethrow();
                throw new NoNumber("the expression of the registration number failed");
            }
        }

        /** A database that fails is no fault of the expression, which keeps no cause. */
        private static final class Heard implements Draws {

            private final Draws draws;
            private RuntimeException failure;

            Heard(Draws draws) {
                this.draws = draws;
            }

            @Override
            public long sequence(String name) {
                try {
                    return draws.sequence(name);
                } catch (RuntimeException e) {
                    failure = e;
                    throw e;
                }
            }

            @Override
            public String random(int length, String characters) {
                return draws.random(length, characters);
            }

            void rethrow() {
                if (failure != null) {
                    throw failure;
                }
            }
        }

        @Override
        public boolean ofRecord() {
            return true;
        }
    }
}
