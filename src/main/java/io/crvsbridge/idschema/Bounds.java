package io.crvsbridge.idschema;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How much work one look at a packet may be. A few lines of a schema can ask for years: references that branch at each step, or a pattern that goes back and back
 * over a text. Each keyword that is looked at and each letter that a pattern looks at counts; beyond the bound the look ends.
 */
final class Bounds implements EvaluatorFactory {

    /** A packet of a hundred fields under a schema of MOSIP's takes some ten thousand. */
    static final long LOOK = 3_000_000;
    /** For a schema itself, which is looked at under the schema of schemas. */
    static final long SCHEMA = 100_000_000;
    private static final int KEYWORD = 20;

    private final ThreadLocal<long[]> left = ThreadLocal.withInitial(() -> new long[1]);

    /** The look was too much work. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("too much work", null, false, false);
        }
    }

    <T> T within(long bound, Supplier<T> look) {
        left.get()[0] = bound;
        try {
            return look.get();
        } finally {
            left.remove();
        }
    }

    private void spend(long work) {
        long[] rest = left.get();
        rest[0] -= work;
        if (rest[0] < 0) {
            throw new Exceeded();
        }
    }

    @Override
    public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode value) {
        if (keyword.equals("pattern") && value.isString()) {
            return Optional.of(new Matching(pattern(value.asString())));
        }
        return context.getDialect().getEvaluatorFactory().create(context, keyword, value).map(Counted::new);
    }

    /** The validator would leave out, without a word, a pattern that it cannot read. */
    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("a pattern is no regular expression: " + e.getDescription());
        }
    }

    private final class Counted implements Evaluator {

        private final Evaluator evaluator;

        Counted(Evaluator evaluator) {
            this.evaluator = evaluator;
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            spend(KEYWORD);
            return evaluator.evaluate(context, node);
        }

        @Override
        public int getOrder() {
            return evaluator.getOrder();
        }
    }

    private final class Matching implements Evaluator {

        private final Pattern pattern;

        Matching(Pattern pattern) {
            this.pattern = pattern;
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            spend(KEYWORD);
            return !node.isString() || pattern.matcher(new Letters(node.asString())).find() ? Result.success() : Result.failure("does not match");
        }
    }

    /** A text that counts how often somebody looks at a letter. */
    private final class Letters implements CharSequence {

        private final String text;

        Letters(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            spend(1);
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
