package io.crvsbridge.credential;

import java.util.List;
import java.util.Random;

/** Changes a JSON text at random places into something that is often still JSON. */
final class Mutations {

    private static final List<String> TOKENS = List.of("\"id\"", "\"type\"", "\"uid\"", "\"VID\"", "\"mosip:VID\"", "\"UIN\"",
            "\"vcVer\"", "\"@id\"", "\"@graph\"", "\"birthCertificateNumber\"", "\"credentialSubject\"", "\"city\"", "\"lang\"",
            "\"_:b0\"", "\"VerifiableCredential\"", "\"https://www.w3.org/2018/credentials#issuer\"", "\"face\"", "\"proof\"",
            "\"4092836150927345\"", "null", "true", "12", "1e30", "{}", "[]", "[null]", "{\"value\":\"x\"}", "\"\"", "\"a b\"",
            "{\"id\":\"_:b1\"}", "[[\"x\"]]", "\"evidence\"", "\"inheritFrom\"", "\"bestTwoFingers\"", "\"permanentAddress\"");

    private Mutations() {
    }

    static String of(String text, Random random) {
        String changed = text;
        for (int i = random.nextInt(2); i >= 0; i--) {
            changed = random.nextInt(4) == 0 ? flipped(changed, random) : random.nextBoolean()
                    ? replaced(changed, random) : inserted(changed, random);
        }
        return changed;
    }

    private static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) (' ' + random.nextInt(95)) + text.substring(at + 1);
    }

    /** Another token in place of a string. */
    private static String replaced(String text, Random random) {
        int begin = text.indexOf('"', random.nextInt(text.length() - 2));
        int end = begin < 0 ? -1 : text.indexOf('"', begin + 1);
        return end < 0 ? text : text.substring(0, begin) + any(random) + text.substring(end + 1);
    }

    /** Another member in an object. */
    private static String inserted(String text, Random random) {
        int at = text.indexOf('{', random.nextInt(text.length()));
        return at < 0 ? text : text.substring(0, at + 1) + any(random) + ":" + any(random) + "," + text.substring(at + 1);
    }

    private static String any(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }
}
