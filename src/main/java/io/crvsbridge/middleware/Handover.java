package io.crvsbridge.middleware;

import io.crvsbridge.action.Decision;
import io.crvsbridge.action.Opening;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.document.ReadyPacket;
import io.crvsbridge.document.ReadyPacket.Kind;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a country config hands over about one action of Core's, with the action's record token. It is the action's document from then on.
 *
 * @param actionType as Core calls it, as far as the token tells
 * @param number     the registration number, of a birth or death
 */
record Handover(Kind kind, ActionKey key, String actionType, String token, Instant expires, Optional<String> requestedBy, Optional<String> trackingId,
        Optional<String> number, byte[] body) {

    /** Stand for the rule that decided on a row: what came in by the door is known by them. */
    static final String REGISTRATION = "/events/registration";
    static final String BIOGRAPHICS = "/events/biographics";
    static final String IMPORT = "/events/import";

    private static final Pattern TRACKING_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String BIRTH_NUMBER = "birthCertificateNumber";
    private static final String DEATH_NUMBER = "deathCertificateNumber";
    private static final String REGISTER = "REGISTER";

    /** A birth or a death, whose certificate number is the registration number. @throws Problem UNREADABLE */
    static Handover registration(RecordToken token, byte[] body) {
        ReadyPacket packet = filled(body);
        if (packet.has(BIRTH_NUMBER) == packet.has(DEATH_NUMBER)) {
            throw unreadable("requestFields needs either " + BIRTH_NUMBER + " or " + DEATH_NUMBER);
        }
        boolean birth = packet.has(BIRTH_NUMBER);
        Optional<String> number = packet.text(birth ? BIRTH_NUMBER : DEATH_NUMBER);
        return of(birth ? Kind.BIRTH : Kind.DEATH, token, actionType(token), Optional.of(number(number.orElse(""))), packet.trackingId(), body);
    }

    /** New values of a person who has an identity. Core is told by the country config itself, so the action's type does not matter. @throws Problem UNREADABLE */
    static Handover biographics(RecordToken token, byte[] body) {
        ReadyPacket packet = filled(body);
        Map<String, String> fields = packet.fields();
        if (fields.getOrDefault("VID", "").isBlank() && fields.getOrDefault("UIN", "").isBlank()) {
            throw unreadable("requestFields names no person: a VID or UIN is needed");
        }
        return of(Kind.UPDATE, token, CoreGateway.NOT_SAID, Optional.empty(), packet.trackingId(), body);
    }

    /** A registration whose packet somebody else has sent. @throws Problem UNREADABLE */
    static Handover sentElsewhere(RecordToken token, boolean death, String number) {
        return of(death ? Kind.DEATH : Kind.BIRTH, token, actionType(token), Optional.of(number(number)), Optional.empty(), ReadyPacket.sentElsewhere());
    }

    private static Handover of(Kind kind, RecordToken token, String actionType, Optional<String> number, Optional<String> trackingId, byte[] body) {
        return new Handover(kind, Doorkeeper.key(token), actionType, token.text(), token.expires(), token.subject().filter(id -> USER_ID.matcher(id).matches()),
                trackingId.filter(id -> TRACKING_ID.matcher(id).matches()), number, body);
    }

    private static ReadyPacket filled(byte[] body) {
        ReadyPacket packet = Doorkeeper.packet(body);
        if (packet.fields().isEmpty()) {
            throw unreadable("requestFields is empty");
        }
        return packet;
    }

    private static String number(String given) {
        if (!NUMBER.matcher(given).matches()) {
            throw unreadable("the certificate number is no text of 1 to 64 letters, digits and . _ / -");
        }
        return given;
    }

    private static Problem unreadable(String why) {
        return new Problem(ProblemType.UNREADABLE, why);
    }

    /** In 1.9 only registrations come this way; in 2.0 also corrections, and the body does not say which it is. */
    static String actionType(RecordToken token) {
        return token.plain() ? REGISTER : CoreGateway.NOT_SAID;
    }

    /** @param missing settings without which every packet would fail */
    Opening opening(String rule, String packVersion, List<String> missing) {
        Optional<String> why = missing.isEmpty() ? Optional.empty() : Optional.of("not set: " + String.join(", ", missing));
        boolean told = kind == Kind.UPDATE;
        Optional<ParkCause> park = why.filter(w -> !told).map(w -> ParkCause.NOT_SET_UP);
        String eventType = kind == Kind.DEATH ? "death" : "birth";
        return new Opening(key, eventType, actionType, Optional.empty(), trackingId.orElse(null), expires, token, body, told ? Decision.TELL : Decision.HOLD, rule, packVersion,
                Optional.of(kind.operation()), WhenDeclined.REJECT, park.isPresent() ? why : Optional.empty(), false, requestedBy, number, park);
    }

    /** Masked: token and body. */
    @Override
    public String toString() {
        return "Handover[" + kind + " " + key + "]";
    }
}
