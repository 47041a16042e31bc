package io.crvsbridge.mosip;

import io.crvsbridge.identity.Reason;
import io.crvsbridge.identity.Standing;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The transactions of a record at MOSIP, one for each stage and try, in the order of their times (MOSIP contract, section 3.4). The last tells why the work has
 * ended, and, of some ends, that it has.
 */
record TransactionTrail(List<JsonObject> transactions) {

    private static final Set<String> ENDS = Set.of("REJECTED", "REPROCESS_FAILED");
    private static final Set<String> FAILURES = Set.of("FAILED", "REJECTED", "REPROCESS_FAILED", "ERROR");
    private static final String UIN_GENERATOR = "UIN_GENERATOR";
    private static final Set<String> PASSED = Set.of("SUCCESS", "PROCESSED");
    private static final String CODE = "[A-Z][A-Z0-9_-]{1,49}";
    private static final int MOST_LETTERS = 300;

    /** Nothing when the body is not MOSIP's; an empty trail when MOSIP knows of none. */
    static Optional<TransactionTrail> read(String body) {
        try (JsonReader reader = JsonMaking.reader(new StringReader(body))) {
            return reader.readValue() instanceof JsonObject envelope ? read(envelope) : Optional.empty();
        } catch (RuntimeException unreadable) {
            // Whatever the parser throws: for text nested too deeply it is a plain RuntimeException.
            return Optional.empty();
        }
    }

    private static Optional<TransactionTrail> read(JsonObject envelope) {
        if (envelope.get("response") instanceof JsonArray list) {
            return Optional.of(of(list));
        }
        return envelope.containsKey("errors") ? Optional.of(new TransactionTrail(List.of())) : Optional.empty();
    }

    private static TransactionTrail of(JsonArray list) {
        return new TransactionTrail(list.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject)
                .sorted(Comparator.comparing(transaction -> text(transaction, "createdDateTimes"))).toList());
    }

    /** The last failure, such as {@code PACKET_VALIDATION FAILED RPR-PVM-002} with MOSIP's comment; nothing when nothing failed. */
    Optional<Reason> reason() {
        return latest(FAILURES).map(failure -> new Reason(codes(failure), cut(text(failure, "statusComment"))));
    }

    /** Whether an identity was made or changed, whatever came of the stages after it. */
    boolean identified() {
        return transactions.stream().anyMatch(t -> text(t, "transactionTypeCode").equals(UIN_GENERATOR) && PASSED.contains(text(t, "statusCode")));
    }

    /** The last that happened, without MOSIP's comment. */
    String heard() {
        return transactions.isEmpty() ? "" : codes(transactions.get(transactions.size() - 1));
    }

    /**
     * Where the record stands, as far as its transactions tell. A failure alone is no end: MOSIP tries again, perhaps after a pause of its own, and a guess could make two
     * identities. For the same reason a bad end after an identity was made counts as a good one, whose credential is then asked for.
     */
    Standing standing() {
        if (transactions.isEmpty()) {
            return new Standing.Open("", false);
        }
        JsonObject last = transactions.get(transactions.size() - 1);
        String status = text(last, "statusCode");
        if (ENDS.contains(status) && identified()) {
            return new Standing.Processed();
        }
        if (ENDS.contains(status)) {
            return new Standing.Rejected(reason().orElseGet(() -> new Reason(heard(), "")));
        }
        return new Standing.Open(heard(), false);
    }

    private Optional<JsonObject> latest(Set<String> statuses) {
        return transactions.stream().filter(t -> statuses.contains(text(t, "statusCode"))).reduce((one, other) -> other);
    }

    /** Whatever is no code of MOSIP's is left out: it might be a word of the packet. */
    private static String codes(JsonObject transaction) {
        return String.join(" ", Stream.of("transactionTypeCode", "statusCode", "subStatusCode").map(name -> text(transaction, name)).filter(t -> t.matches(CODE)).toList());
    }

    private static String cut(String comment) {
        return comment.length() > MOST_LETTERS ? comment.substring(0, MOST_LETTERS) : comment;
    }

    private static String text(JsonObject transaction, String name) {
        return transaction.get(name) instanceof JsonString string ? string.getString().strip() : "";
    }

    /** Masked: comments may repeat what was sent about people. */
    @Override
    public String toString() {
        return "TransactionTrail[" + transactions.size() + "]";
    }
}
