package io.crvsbridge.e2e;

import io.crvsbridge.simulators.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up family whose every value occurs nowhere else. The writing systems take turns. */
final class CanaryPerson {

    private static final List<String> LETTERS = List.of("abdefgiklmnoprstuw", "áéíóúñçèàüöåøłžšě", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "កខគឃងចឆជឈញដតថទធនបផពភមយរលវសហឡអ",
            "абвгдежзиклмнопрстуфхц", "αβγδεζηθικλμνξοπρστυφχψω");
    private static final int NAME = 9;

    private final Random random;
    private final String letters;
    private final Map<String, String> values = new LinkedHashMap<>();

    CanaryPerson(int number, Random random) {
        this.random = random;
        this.letters = LETTERS.get(number % LETTERS.size());
        for (String name : List.of("child first name", "child surname", "mother first name", "mother surname", "street", "town", "area of residence")) {
            values.put(name, word(letters));
        }
        values.put("words", word(letters) + " " + word(LETTERS.get(0)) + " " + word(letters));
        values.put("comment", word(LETTERS.get(0)) + ", " + word(letters));
        values.put("phone", "+2609" + digits(10));
        values.put("e-mail", word(LETTERS.get(0)) + "@" + word(LETTERS.get(0)) + ".example");
        values.put("national id", digits(12));
        values.put("passport", "P" + digits(10));
        values.put("birth number", digits(13));
        values.put("date of birth", String.format("%04d-%02d-%02d", 1911 + random.nextInt(40), 1 + random.nextInt(12), 1 + random.nextInt(28)));
    }

    private String word(String from) {
        StringBuilder word = new StringBuilder();
        while (word.length() < NAME) {
            word.append(from.charAt(random.nextInt(from.length())));
        }
        return word.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** What is to be found nowhere, by what it is. */
    Map<String, String> values() {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("date of birth in a packet", value("date of birth").replace('-', '/'));
        return all;
    }

    String value(String name) {
        return values.get(name);
    }

    /** A newborn of this family, whose mother was authenticated. */
    Declaration birth() {
        JsonObject mother = name("mother first name", "mother surname");
        JsonObject fetched = Json.createObjectBuilder().add("data", Json.createObjectBuilder().add("name", mother).add("sub", value("national id"))
                .add("birthDate", value("date of birth")).add("verificationStatus", "authenticated")).build();
        return Declaration.birth().set("child.name", name("child first name", "child surname")).set("mother.name", mother)
                .set("mother.verify-nid-http-fetch", fetched).set("mother.dob", value("date of birth")).set("mother.nid", value("national id"))
                .set("mother.passport", value("passport")).set("mother.brn", value("birth number")).set("mother.address", address())
                .set("father.reason", value("words")).set("child.reason", value("comment")).set("informant.phoneNo", value("phone"))
                .set("informant.email", value("e-mail")).set("informant.name", mother);
    }

    private JsonObject name(String first, String last) {
        return Json.createObjectBuilder().add("firstname", value(first)).add("surname", value(last)).build();
    }

    private JsonObject address() {
        return Json.createObjectBuilder().add("country", "FAR").add("addressType", "DOMESTIC").add("administrativeArea", "7ef2b9c7-5e6d-49f6-ae05-656207d0fc64")
                .add("streetLevelDetails", Json.createObjectBuilder().add("number", "12").add("street", value("street")).add("town", value("town"))
                        .add("residentialArea", value("area of residence"))).build();
    }

    /** All of it in one sentence, as a peer may repeat it. */
    String sentence() {
        return "cannot take " + String.join(" | ", values.values());
    }
}
