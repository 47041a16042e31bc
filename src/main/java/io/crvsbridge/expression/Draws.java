package io.crvsbridge.expression;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/** Where the expression of a registration number gets what is new each time. */
public interface Draws {

    /** What is given to nobody: the first of each sequence, and chance that always falls on the first character. */
    Draws FIRST = new Draws() {
        @Override
        public long sequence(String name) {
            return 1;
        }

        @Override
        public String random(int length, String characters) {
            return characters.substring(0, 1).repeat(length);
        }
    };

    /** The next number of a sequence. @param name of the sequence, and of its part if it is counted in parts */
    long sequence(String name);

    /** So many characters at random, out of these. */
    String random(int length, String characters);

    /** From these sequences, and by this chance. */
    static Draws of(ToLongFunction<String> sequences, RandomGenerator chance) {
        return new Draws() {
            @Override
            public long sequence(String name) {
                return sequences.applyAsLong(name);
            }

            @Override
            public String random(int length, String characters) {
                StringBuilder text = new StringBuilder(length);
                for (int i = 0; i < length; i++) {
                    text.append(characters.charAt(chance.nextInt(characters.length())));
                }
                return text.toString();
            }
        };
    }

    /** As a value of an expression, which must be of a type that the language knows. */
    final class Value extends AbstractMap<String, Object> {

        /** A row in the database each; no number is made of more. */
        static final int MOST = 10;

        private final Draws draws;
        private final Map<String, Long> drawn = new HashMap<>();

        Value(Draws draws) {
            this.draws = draws;
        }

        /** A sequence that is named twice in one expression gives one number. */
        long sequence(String name) {
            if (drawn.size() == MOST && !drawn.containsKey(name)) {
                throw new IllegalArgumentException("more than " + MOST + " sequences");
            }
            return drawn.computeIfAbsent(name, draws::sequence);
        }

        String random(int length, String characters) {
            return draws.random(length, characters);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }
}
