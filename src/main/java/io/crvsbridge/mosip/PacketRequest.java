package io.crvsbridge.mosip;

import io.crvsbridge.identity.Submission;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The body of createPacket. Fields and metaInfo map string to string, structures in them are JSON in a string (MOSIP contract, section 2).
 * The same submission gives the same packet again, but for the time of the request.
 */
record PacketRequest(Submission submission, String process, String source, MosipSettings.Station station, Optional<String> officer) {

    /** What MOSIP reads there is ours to say. */
    private static final Set<String> OWN_LABELS = Set.of("registrationType", "machineId", "centerId", "crvsRecordRef", "registrationId", "creationDate", "operationsData",
            "capturedRegisteredDevices");

    String json(Instant now) {
        return JsonMaking.object()
                .add("id", "crvs-bridge.packet")
                .add("version", "v1")
                .add("requesttime", WireTime.of(now))
                .add("metadata", JsonObject.EMPTY_JSON_OBJECT)
                .add("request", request())
                .build().toString();
    }

    private JsonObjectBuilder request() {
        return JsonMaking.object()
                .add("id", submission.reference())
                .add("additionalInfoReqId", "")
                .add("refId", station.refId())
                .add("offlineMode", false)
                .add("process", process)
                .add("source", source)
                .add("schemaVersion", submission.schemaVersion())
                .add("schemaJson", submission.schema())
                .add("fields", texts(submission.fields()))
                .add("metaInfo", metaInfo())
                .add("documents", JsonObject.EMPTY_JSON_OBJECT)
                .add("audits", audits());
    }

    private JsonObjectBuilder metaInfo() {
        return JsonMaking.object()
                .add("registrationId", submission.reference())
                .add("creationDate", WireTime.of(submission.createdAt()))
                .add("metaData", metaData())
                .add("operationsData", operationsData())
                .add("capturedRegisteredDevices", "[]");
    }

    private String metaData() {
        JsonArrayBuilder labels = labels()
                .add(label("registrationType", process))
                .add(label("machineId", station.machine()))
                .add(label("centerId", station.center()))
                .add(label("crvsRecordRef", submission.recordReference()));
        new TreeMap<>(submission.labels()).forEach((label, value) -> {
            if (!OWN_LABELS.contains(label)) {
                labels.add(label(label, value));
            }
        });
        return labels.build().toString();
    }

    /** Nobody signed on at a registration client, so there is an officer at most; MOSIP reads the other labels as absent when null. */
    private String operationsData() {
        return labels()
                .add(label("officerId", officer.orElse(null)))
                .add(label("officerPassword", officer.map(o -> "true").orElse(null)))
                .add(label("officerBiometricFileName", null))
                .add(label("supervisorId", null))
                .add(label("supervisorPassword", null))
                .add(label("supervisorBiometricFileName", null))
                .build().toString();
    }

    /** An empty list of audits is refused (KER-KPM-008). */
    private JsonObjectBuilder audit() {
        UUID uuid = UUID.nameUUIDFromBytes(("packet created " + submission.reference()).getBytes(StandardCharsets.UTF_8));
        return JsonMaking.object()
                .add("uuid", uuid.toString())
                .add("createdAt", WireTime.of(submission.createdAt()))
                .add("eventName", "Packet created")
                .add("applicationName", "crvs-bridge");
    }

    private JsonArrayBuilder audits() {
        JsonArrayBuilder audits = JsonMaking.array().add(audit());
        submission.audits().forEach(given -> audits.add(texts(given)));
        return audits;
    }

    private static JsonArrayBuilder labels() {
        return JsonMaking.array();
    }

    private static JsonObjectBuilder label(String label, String value) {
        JsonObjectBuilder pair = JsonMaking.object().add("label", label);
        return value == null ? pair.addNull("value") : pair.add("value", value);
    }

    static JsonObjectBuilder texts(Map<String, String> texts) {
        JsonObjectBuilder object = JsonMaking.object();
        texts.forEach(object::add);
        return object;
    }

    /** Masked: the fields are a person's data. */
    @Override
    public String toString() {
        return "PacketRequest[" + submission + "]";
    }
}
