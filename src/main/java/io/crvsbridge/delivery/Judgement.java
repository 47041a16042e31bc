package io.crvsbridge.delivery;

import io.crvsbridge.credential.SignedCredential;
import io.crvsbridge.identity.Declined;
import io.crvsbridge.identity.Identified;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is to be thought of a delivery. */
sealed interface Judgement {

    /** Its credential is proved, and the message says nothing against it. */
    record Proved(Identified outcome) implements Judgement {}

    /** A workflow ended well. */
    record Processed(String reference) implements Judgement {}

    /** A workflow waits for further information. */
    record Paused(String reference, String heard) implements Judgement {}

    /** A workflow ended badly. */
    record Ended(Declined outcome) implements Judgement {}

    /**
     * It changes nothing.
     *
     * @param code for the counter
     * @param text for a human, without personal data
     */
    record Refused(String code, String text) implements Judgement {}

    /**
     * Our rows have it.
     *
     * @param keep whether the message stays, because no action waits for it any more
     */
    record Taken(boolean keep) implements Judgement {}

    /** It may be proved later. */
    record NotYet(String cause) implements Judgement {}

    Set<String> IDENTIFIERS = Set.of("VID", "UIN", "PSUT");

    /** Compares what is signed with what the message says, before our own rows are asked. Text nobody signed can only refuse. */
    static Judgement of(HubEvent event, SignedCredential credential, String deliveryId) {
        Map<String, String> identifiers = new TreeMap<>(credential.claims());
        identifiers.keySet().retainAll(IDENTIFIERS);
        identifiers.values().removeIf(String::isBlank);
        Set<String> numbers = certificateNumbers(credential);
        if (!event.registrationId().equals(Optional.of(credential.reference()))) {
            return new Refused("OTHER_REFERENCE", "the message and the signed credential name different registration ids");
        }
        if (identifiers.isEmpty()) {
            return new Refused("NO_IDENTIFIER", "the credential covers no VID, UIN or PSUT");
        }
        if (numbers.size() > 1) {
            return new Refused("TWO_NUMBERS", "the credential names two certificate numbers");
        }
        return new Proved(new Identified(credential.reference(), Map.copyOf(identifiers), numbers.stream().findFirst(), event.recordReference(), deliveryId));
    }

    private static Set<String> certificateNumbers(SignedCredential credential) {
        Set<String> numbers = new TreeSet<>();
        Stream.of("birthCertificateNumber", "deathCertificateNumber")
                .flatMap(term -> Stream.of(credential.claim(term), credential.unbelievedText(term)))
                .flatMap(Optional::stream).forEach(numbers::add);
        return numbers;
    }
}
