package io.crvsbridge.numbering;

import io.crvsbridge.yaml.YamlNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** So many characters out of these. */
record RandomNumbers(int length, String characters) {

    static final RandomNumbers DEFAULT =
            new RandomNumbers(12, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    static RandomNumbers read(YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("length", "characters"), Set.of());
        if (!entries.keySet().containsAll(Set.of("length", "characters"))) {
            return DEFAULT;
        }
        String length = entries.get("length").text();
        if (!length.matches("[0-9]{1,2}") || Integer.parseInt(length) < 8 || Integer.parseInt(length) > 32) {
            entries.get("length").problem("must be from 8 to 32");
            return DEFAULT;
        }
        if (backwards(entries.get("characters").text())) {
            entries.get("characters").problem("a range such as 0-9 goes from the first to the last");
            return DEFAULT;
        }
        String characters = expand(entries.get("characters").text());
        if (characters.length() < 10 || !characters.matches("[0-9A-Za-z]+")) {
            entries.get("characters").problem("must be at least ten letters and digits, such as 0-9A-Z");
            return DEFAULT;
        }
        return new RandomNumbers(Integer.parseInt(length), characters);
    }

    private static boolean backwards(String text) {
        return IntStream.range(1, text.length() - 1).anyMatch(i -> text.charAt(i) == '-' && text.charAt(i - 1) > text.charAt(i + 1));
    }

    /** {@code 0-9A-Z} is short for all characters from the first to the last; none counts twice. */
    private static String expand(String text) {
        TreeSet<Character> set = new TreeSet<>();
        for (int i = 0; i < text.length(); i++) {
            boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
            for (int c = text.charAt(i); c <= (range ? text.charAt(i + 2) : text.charAt(i)); c++) {
                set.add((char) c);
            }
            i += range ? 2 : 0;
        }
        StringBuilder all = new StringBuilder();
        set.forEach(all::append);
        return all.toString();
    }
}
