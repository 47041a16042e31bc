package io.crvsbridge.mapping;

import io.crvsbridge.field.DocumentMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into a packet for the national ID system, in its own encodings (MOSIP contract, section 2).
 *
 * @param process the key of the setting that names the process, or the process itself
 * @param awaitsCredential whether the waiting ends with a proved identifier; otherwise with the good end of the work
 * @param newPerson whether it makes an identity, of which a record has one at most
 * @param oncePerRecord whether the record has one such packet at most
 * @param fields target field → encoded value; fields without a value are left out
 * @param extras what goes along with the fields, if anything
 * @param subjects further field → subject of the login whose signed userinfo it takes, if that is kept
 * @param documents category → file of the declaration that goes along
 */
public record PacketContent(
        String process,
        Map<String, String> fields,
        String schemaJson,
        String schemaVersion,
        boolean awaitsCredential,
        boolean newPerson,
        boolean oncePerRecord,
        Notification notification,
        Extras extras,
        Map<String, String> subjects,
        Map<String, DocumentMapping.Document> documents) {

    public PacketContent {
        fields = Map.copyOf(fields);
        subjects = Map.copyOf(subjects);
        documents = Map.copyOf(documents);
    }

    /** One that somebody has made ready. */
    public PacketContent(String process, Map<String, String> fields, String schemaJson, String schemaVersion, boolean awaitsCredential, boolean newPerson, boolean oncePerRecord,
            Notification notification, Extras extras) {
        this(process, fields, schemaJson, schemaVersion, awaitsCredential, newPerson, oncePerRecord, notification, extras, Map.of(), Map.of());
    }

    /**
     * What somebody who makes packets himself wants to be sent beside the fields.
     *
     * @param labels label → value, for the packet's meta data
     * @param audits further entries of the packet's audit, each a map of texts
     */
    public record Extras(Map<String, String> labels, List<Map<String, String>> audits) {

        @Override
        public String toString() {
            return "Extras[" + labels.keySet() + "]";
        }
    }

    /** Whom the national ID system may tell about the outcome. */
    public record Notification(Optional<String> name, Optional<String> phone, Optional<String> email) {

        @Override
        public String toString() {
            return "Notification[…]";
        }
    }

    /** The fields are personal: only their names are told. */
    @Override
    public String toString() {
        return "PacketContent[" + process + ", " + fields.keySet() + "]";
    }
}
