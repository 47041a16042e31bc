package io.crvsbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks in files for texts that must not be there, however they may be written: in UTF-8 and UTF-16, escaped as in JSON and in URLs, in Base64 at every
 * alignment, in hex, in upper and lower case, and backwards.
 */
final class Canaries {

    /** A shorter pattern would be found by chance; and it is what a pattern is looked up by. */
    private static final int SHORTEST = 8;
    private static final int WINDOW_BITS = 22;

    /** @param text what was looked for @param form how it was written there */
    record Hit(Path file, long at, String name, String form) {}

    private record Pattern(byte[] bytes, String name, String form) {}

    private final Map<Long, List<Pattern>> byBeginning = new HashMap<>();
    private final long[] filter = new long[1 << (WINDOW_BITS - 6)];
    private int texts;

    /** @param name says whose it is; shown in place of the text */
    Canaries add(String name, String text) {
        texts++;
        forms(text).forEach((form, bytes) -> add(new Pattern(bytes, name, form)));
        return this;
    }

    Canaries add(String name, byte[] raw) {
        texts++;
        add(new Pattern(raw, name, "raw"));
        add(new Pattern(HexFormat.of().formatHex(raw).getBytes(StandardCharsets.US_ASCII), name, "hex"));
        return this;
    }

    private void add(Pattern pattern) {
        if (pattern.bytes().length >= SHORTEST) {
            long beginning = ByteBuffer.wrap(pattern.bytes()).order(ByteOrder.BIG_ENDIAN).getLong();
            byBeginning.computeIfAbsent(beginning, b -> new ArrayList<>(1)).add(pattern);
            int bit = spread(beginning);
            filter[bit >>> 6] |= 1L << bit;
        }
    }

    private static int spread(long window) {
        return (int) ((window * 0x9E3779B97F4A7C15L) >>> (64 - WINDOW_BITS));
    }

    int texts() {
        return texts;
    }

    /** Every way in which a text is looked for. */
    static Map<String, byte[]> forms(String text) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(forms, "UTF-8", utf8);
        put(forms, "UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
        put(forms, "UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
        put(forms, "ISO-8859-1 of UTF-8", new String(utf8, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
        put(forms, "JSON escapes", ascii(escaped(text, "\\u%04x")));
        put(forms, "JSON escapes in capitals", ascii(escaped(text, "\\u%04X")));
        put(forms, "URL escapes", ascii(java.net.URLEncoder.encode(text, StandardCharsets.UTF_8)));
        put(forms, "URL escapes in small", ascii(java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)));
        put(forms, "URL escapes with %20", ascii(java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")));
        put(forms, "hex", ascii(HexFormat.of().formatHex(utf8)));
        put(forms, "HEX", ascii(HexFormat.of().withUpperCase().formatHex(utf8)));
        put(forms, "capitals", text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        put(forms, "small letters", text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        put(forms, "backwards", new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.UTF_8));
        for (int shift = 0; shift < 3; shift++) {
            String inner = withinBase64(utf8, shift);
            put(forms, "Base64 +" + shift, ascii(inner));
            put(forms, "Base64url +" + shift, ascii(inner.replace('+', '-').replace('/', '_')));
        }
        return forms;
    }

    /** The letters of a Base64 text that depend on these bytes alone, when so many others stand before them. */
    private static String withinBase64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return whole.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    private static String escaped(String text, String format) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c < 0x80 ? String.valueOf((char) c) : String.format(format, c)));
        return out.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same bytes are looked for once only. */
    private static void put(Map<String, byte[]> forms, String form, byte[] bytes) {
        if (forms.values().stream().noneMatch(known -> java.util.Arrays.equals(known, bytes))) {
            forms.put(form, bytes);
        }
    }

    /** Every hit in the files below these folders. */
    List<Hit> in(List<Path> folders) {
        List<Hit> hits = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> below = Files.walk(folder)) {
                below.filter(Files::isRegularFile).forEach(file -> hits.addAll(inFile(file)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return hits;
    }

    private List<Hit> inFile(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return in(file, bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Hit> in(Path file, ByteBuffer bytes) {
        List<Hit> hits = new ArrayList<>();
        int size = bytes.limit();
        long window = 0;
        for (int i = 0; i < size; i++) {
            window = window << 8 | bytes.get(i) & 0xff;
            int bit = spread(window);
            if (i >= SHORTEST - 1 && (filter[bit >>> 6] & 1L << bit) != 0) {
                int start = i - SHORTEST + 1;
                byBeginning.getOrDefault(window, List.of()).stream().filter(p -> stands(p.bytes(), bytes, start))
                        .forEach(p -> hits.add(new Hit(file, start, p.name(), p.form())));
            }
        }
        return hits;
    }

    private static boolean stands(byte[] pattern, ByteBuffer in, int at) {
        if (at + pattern.length > in.limit()) {
            return false;
        }
        for (int i = SHORTEST; i < pattern.length; i++) {
            if (in.get(at + i) != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
