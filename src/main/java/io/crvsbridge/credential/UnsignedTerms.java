package io.crvsbridge.credential;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/**
 * Finds the subject's members that the signature does not cover, since no context defines them (MOSIP contract, section
 * 5.5): a document of the same shape, with a marker in place of each value, is turned into statements, and the members
 * whose marker is lost are not covered. Credentials of one policy share a shape, so the findings are kept.
 */
final class UnsignedTerms {

    private static final int SHAPES_KEPT = 64;
    private static final int LONGEST_SHAPE = 8_192;
    private static final String MARKER = "urn:marker:";
    private static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());

    private final PinnedContexts contexts;
    private final Map<String, Set<String>> found = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > SHAPES_KEPT;
        }
    };

    UnsignedTerms(PinnedContexts contexts) {
        this.contexts = contexts;
    }

    /** The members that are not covered, with their values as text. */
    Map<String, String> of(JsonObject credential, JsonObject subject, SubjectReading reading) {
        List<String> terms = subject.keySet().stream()
                .filter(name -> !isName(name) && subject.get(name) != JsonValue.NULL).toList();
        Set<String> defined = defined(credential, subject, terms);
        Map<String, String> unsigned = new LinkedHashMap<>();
        for (String term : terms) {
            JsonValue value = subject.get(term);
            // A defined term may still lose its value, for example where an IRI is due and none is given.
            boolean lost = value instanceof JsonString text && !reading.states(text.getString());
            if (lost || !defined.contains(term)) {
                unsigned.put(term, value instanceof JsonString text ? text.getString() : value.toString());
            }
        }
        return unsigned;
    }

    private static boolean isName(String member) {
        return member.equals("id") || member.equals("type");
    }

    private Set<String> defined(JsonObject credential, JsonObject subject, List<String> terms) {
        JsonObject frame = frame(credential, subject);
        String shape = frame + "\n" + String.join("\n", terms);
        if (shape.length() > LONGEST_SHAPE) {
            return probed(frame, terms);
        }
        synchronized (found) {
            Set<String> known = found.get(shape);
            if (known != null) {
                return known;
            }
        }
        Set<String> defined = probed(frame, terms);
        synchronized (found) {
            found.put(shape, defined);
        }
        return defined;
    }

    /** All that decides what a term of the subject means: contexts, and types, which may bring contexts of their own. */
    private static JsonObject frame(JsonObject credential, JsonObject subject) {
        JsonObjectBuilder frame = JSON.createObjectBuilder().add("@context", credential.get("@context"))
                .add("id", MARKER + "credential");
        Stream.of("type").filter(credential::containsKey).forEach(name -> frame.add(name, credential.get(name)));
        JsonObjectBuilder marked = JSON.createObjectBuilder().add("id", MARKER + "subject");
        Stream.of("type").filter(subject::containsKey).forEach(name -> marked.add(name, subject.get(name)));
        return frame.add("credentialSubject", marked).build();
    }

    private Set<String> probed(JsonObject frame, List<String> terms) {
        JsonObjectBuilder marked = JSON.createObjectBuilder(frame.getJsonObject("credentialSubject"));
        IntStream.range(0, terms.size()).forEach(i -> marked.add(terms.get(i), MARKER + i));
        JsonObject probe = JSON.createObjectBuilder(frame).add("credentialSubject", marked).build();
        try {
            Collection<String> objects = Statements.of(probe, contexts).stream()
                    .filter(each -> each.subject().equals(MARKER + "subject"))
                    .map(Statement::object).collect(Collectors.toSet());
            return IntStream.range(0, terms.size()).filter(i -> objects.contains(MARKER + i))
                    .mapToObj(terms::get).collect(Collectors.toUnmodifiableSet());
        } catch (CredentialRefused cannotTell) {
            // Then nothing counts as covered. What is claimed does not depend on this.
            return Set.of();
        }
    }
}
