package io.crvsbridge.mosip;

import io.crvsbridge.identity.Reply;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** Reads createPacket's answer. The packet exists only if the answer lists it under our id: failures are answered 200 with an empty response (MOSIP contract, section 2). */
final class PacketAnswer {

    private static final String PEER = "MOSIP's packet manager";
    private static final String UNKNOWN_SOURCE_OR_PROCESS = "KER-PUT-006";

    private PacketAnswer() {}

    static Reply read(PeerAnswer answer, String reference) {
        if (answer.status() != 200 || MosipEnvelope.refusesToken(answer)) {
            return OddAnswer.of(PEER, answer);
        }
        return MosipEnvelope.of(answer.body()).map(envelope -> judge(envelope, answer, reference)).orElseGet(() -> OddAnswer.of(PEER, answer));
    }

    private static Reply judge(MosipEnvelope envelope, PeerAnswer answer, String reference) {
        if (envelope.has(UNKNOWN_SOURCE_OR_PROCESS)) {
            return new Reply.Faulty(PEER + " does not know our source and process (" + UNKNOWN_SOURCE_OR_PROCESS + ")");
        }
        if (!envelope.codes().isEmpty()) {
            return new Reply.Unavailable(PEER + " reports " + envelope.codeList(), answer.retryAfter());
        }
        if (lists(envelope.response(), reference)) {
            return new Reply.Done();
        }
        return new Reply.Unavailable(PEER + " answered without our packet", answer.retryAfter());
    }

    private static boolean lists(JsonValue response, String reference) {
        return response instanceof JsonArray packets && !packets.isEmpty() && packets.stream().allMatch(packet -> isOurs(packet, reference));
    }

    private static boolean isOurs(JsonValue packet, String reference) {
        return packet instanceof JsonObject object && object.get("id") instanceof JsonString id && id.getString().equals(reference);
    }
}
