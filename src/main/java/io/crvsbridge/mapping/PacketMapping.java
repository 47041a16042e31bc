package io.crvsbridge.mapping;

import io.crvsbridge.mapping.PacketContent.Notification;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.field.DocumentMapping;
import io.crvsbridge.field.FieldValue;
import io.crvsbridge.idschema.IdSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a declaration becomes the content of a packet for one operation. */
public record PacketMapping(
        String operation, String process, Map<String, FieldValue> targets, Map<String, Expression> subjects, Map<String, Expression> notification, Map<String, Expression> labels,
        Map<String, DocumentMapping> documents, Terms terms) {

    /**
     * What a packet is about and what it takes to be sent.
     *
     * @param newPerson         whether it makes an identity; otherwise it is about a person who has one
     * @param identifier        the field that names that person; a packet about a known person is never sent without it, since it would be taken for a new one's
     * @param repeats           whether each action has such a packet of its own; otherwise the record has one at most
     * @param awaitsCredential  whether the waiting ends with a proved identifier; otherwise with the good end of the work
     * @param mandatory         fields that must have a value
     * @param checks            what must hold besides
     * @param refuse            whether what is unfit is refused; otherwise it waits for a human
     */
    public record Terms(boolean newPerson, String identifier, boolean repeats, boolean awaitsCredential, List<String> mandatory, List<Check> checks, boolean refuse) {

        /** Something that must hold before the packet is sent, and what a human is told when it does not. */
        public record Check(String name, Expression must, String reason) {}
    }

    /** The content, from the facts. @throws MappingFailed if a field cannot be computed from them */
    public PacketContent content(Facts facts, List<String> languages, IdSchema schema, String schemaVersion) {
        Map<String, String> fields = new LinkedHashMap<>();
        targets.forEach((name, target) -> written(name, target, facts, languages).ifPresent(value -> fields.put(name, value)));
        return new PacketContent(process, fields, schema.json(), schemaVersion, terms.awaitsCredential(), terms.newPerson(), !terms.repeats(), new Notification(
                notified("name", facts), notified("phone", facts), notified("email", facts)), new PacketContent.Extras(texts("labels.", labels, facts), List.of()), texts("", subjects, facts), documents(facts));
    }

    /**
     * Why a packet that was mapped so would not be taken; nothing when it may be sent.
     *
     * @param identified whether the record has an identifier already
     * @param renames    whether the action changes that identifier
     */
    public Optional<Unfit> unfit(PacketContent content, Facts facts, IdSchema schema, boolean identified, boolean renames) {
        return new Fitness(terms, schema).unfit(content, facts, identified, renames);
    }

    private Map<String, DocumentMapping.Document> documents(Facts facts) {
        Map<String, DocumentMapping.Document> found = new LinkedHashMap<>();
        documents.forEach((category, mapping) -> {
            try {
                mapping.document(facts).ifPresent(document -> found.put(category, document));
            } catch (Expression.Failed e) {
                throw new MappingFailed(operation, "documents." + category);
            }
        });
        return Map.copyOf(found);
    }

    private Map<String, String> texts(String place, Map<String, Expression> values, Facts facts) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((name, value) -> text(place + name, value, facts).ifPresent(text -> found.put(name, text)));
        return Map.copyOf(found);
    }

    private Optional<String> notified(String part, Facts facts) {
        Expression value = notification.get(part);
        return value == null ? Optional.empty() : text("notification." + part, value, facts);
    }

    private Optional<String> written(String field, FieldValue value, Facts facts, List<String> languages) {
        try {
            return value.written(facts, languages);
        } catch (Expression.Failed e) {
            throw new MappingFailed(operation, field);
        }
    }

    private Optional<String> text(String field, Expression value, Facts facts) {
        try {
            return value.text(facts);
        } catch (Expression.Failed e) {
            throw new MappingFailed(operation, field);
        }
    }
}
