package io.crvsbridge.dispatch;

import io.crvsbridge.action.ActionState;
import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Packets;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.document.Matter;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.identity.Reply;
import io.crvsbridge.identity.Submission;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.packet.Draft;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.userinfo.SignedUserinfo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** From RECEIVED to SUBMITTED, or from CONFIRMED to ACCEPTED: our reference is fixed, then the packet is handed over, then its work is started. */
@Singleton
class IdentityStep {

    private static final Duration WAIT_FOR_DRIVER = Duration.ofSeconds(10);

    private final PendingActions actions;
    private final Packets packets;
    private final NationalIdSystem system;
    private final Clock clock;
    private final Lanes lanes;
    private final SignedUserinfo userinfo;

    @Inject
    IdentityStep(PendingActions actions, Packets packets, NationalIdSystem system, Clock clock, Lanes lanes, SignedUserinfo userinfo) {
        this.actions = actions;
        this.packets = packets;
        this.system = system;
        this.clock = clock;
        this.lanes = lanes;
        this.userinfo = userinfo;
    }

    /** As far as it goes; nothing when the lease was given back. */
    Optional<Claim> advance(Claim claim, CountryPack pack) {
        return content(claim, pack, claim.packet().map(p -> p.state() == Packet.State.NEW).orElse(true)).flatMap(content -> {
            Optional<Claim> current = Optional.of(claim);
            while (current.filter(IdentityStep::concerns).isPresent()) {
                current = configured(current.get(), content);
            }
            return current;
        });
    }

    private static boolean concerns(Claim claim) {
        return switch (claim.state()) {
            case RECEIVED, PACKETED, CONFIRMED -> true;
            default -> false;
        };
    }

    /** What the operator has not set yet may still be set. */
    private Optional<Claim> configured(Claim claim, PacketContent content) {
        try {
            return step(claim, content);
        } catch (BadSetting e) {
            actions.failed(claim, e.getMessage(), Optional.empty());
            return Optional.empty();
        }
    }

    /** The first step alone, for the transaction that takes the lease; what has a reference already is returned as it is. */
    Optional<Claim> fixReference(Claim claim, CountryPack pack) {
        boolean begins = claim.state() == ActionState.RECEIVED || claim.state() == ActionState.CONFIRMED;
        boolean needed = begins && claim.operation().isPresent() && claim.packet().isEmpty();
        return needed ? content(claim, pack, true).flatMap(content -> step(claim, content)) : Optional.of(claim);
    }

    /** A human let it go on: its outcome is asked for anew. */
    Optional<Claim> askAgain(Claim claim) {
        return stillLeased(packets.askAgain(claim));
    }

    private Optional<Claim> step(Claim claim, PacketContent content) {
        if (claim.packet().isEmpty()) {
            return stillLeased(packets.fixReference(claim, draft(content, claim.operation().orElseThrow()), number -> system.newReference(number, clock.instant())));
        }
        boolean ours = claim.packet().get().driven() && claim.packet().get().state().ordinal() < Packet.State.STARTED.ordinal();
        return ours ? call(claim, content) : follow(claim);
    }

    /** @param looked whether it is looked through first: what the national ID system has is past that */
    private Optional<PacketContent> content(Claim claim, CountryPack pack, boolean looked) {
        try {
            Matter matter = Matter.read(claim.document()).with(claim.additions());
            Map<String, String> context = claim.registrationNumber().map(n -> Map.of("registrationNumber", n)).orElse(Map.of());
            String operation = claim.operation().orElseThrow();
            PacketContent content = matter.content(pack, operation, context);
            Optional<Unfit> unfit = looked ? matter.unfit(pack, operation, context, content) : Optional.empty();
            unfit.ifPresent(why -> actions.park(claim, ParkCause.UNFIT, why.reason()));
            return unfit.isPresent() ? Optional.empty() : Optional.of(content);
        } catch (UnreadableDocument | MappingFailed | IllegalArgumentException e) {
            actions.park(claim, ParkCause.MAPPING_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private Draft draft(PacketContent content, String operation) {
        Packet.Awaits awaits = content.awaitsCredential() ? Packet.Awaits.CREDENTIAL : Packet.Awaits.COMPLETION;
        return new Draft(stable(content), awaits, content.newPerson() ? Draft.IDENTITY : operation, content.oncePerRecord(), kept(content.subjects()));
    }

    /** Which signed userinfo the packet will carry is fixed with its reference: a later login changes nothing. */
    private Map<String, String> kept(Map<String, String> subjects) {
        Map<String, String> ids = new HashMap<>();
        subjects.forEach((field, subject) -> userinfo.find(subject).ifPresent(id -> ids.put(field, id)));
        return ids;
    }

    /** What is sent about the person, in a stable order; two actions with the same text may share a packet. */
    private static byte[] stable(PacketContent content) {
        StringBuilder text = new StringBuilder(content.process()).append('\n');
        new TreeMap<>(content.fields()).forEach((field, value) -> text.append(field.length()).append(':').append(field).append(value.length()).append(':').append(value));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Claim> follow(Claim claim) {
        Claim followed = packets.follow(claim);
        if (followed.lease() != null && followed.state() == claim.state() && followed.packet().map(p -> !p.driven()).orElse(false)) {
            actions.postpone(followed, WAIT_FOR_DRIVER);
            return Optional.empty();
        }
        return stillLeased(followed);
    }

    private Optional<Claim> call(Claim claim, PacketContent content) {
        boolean first = claim.packet().orElseThrow().state() == Packet.State.NEW;
        Submission submission = submission(claim, content);
        Lanes.Lane lane = first ? Lanes.Lane.DEPOSIT : Lanes.Lane.START;
        Optional<Reply> reply = lanes.in(lane, () -> first ? system.deposit(submission) : system.start(submission));
        if (reply.isEmpty()) {
            actions.postpone(claim, lanes.whenFull(lane));
            return Optional.empty();
        }
        return take(claim, reply.get(), first ? packets::deposited : packets::started);
    }

    private Optional<Claim> take(Claim claim, Reply reply, Function<Claim, Claim> record) {
        if (reply instanceof Reply.Done) {
            return stillLeased(record.apply(claim));
        }
        if (reply instanceof Reply.Unavailable unavailable) {
            actions.failed(claim, unavailable.cause(), unavailable.retryAfter());
        } else if (reply instanceof Reply.Faulty faulty) {
            actions.park(claim, ParkCause.IDENTITY_REFUSED, faulty.cause());
        }
        return Optional.empty();
    }

    private Submission submission(Claim claim, PacketContent content) {
        Claim.BoundPacket packet = claim.packet().orElseThrow();
        Map<String, String> notification = new HashMap<>();
        content.notification().name().ifPresent(v -> notification.put("name", v));
        content.notification().phone().ifPresent(v -> notification.put("phone", v));
        content.notification().email().ifPresent(v -> notification.put("email", v));
        Map<String, String> fields = new HashMap<>(content.fields());
        packet.userinfo().forEach((field, id) -> userinfo.open(id).ifPresent(signed -> fields.put(field, signed)));
        return new Submission(packet.reference(), claim.key().eventId(), content.process(), Map.copyOf(fields), content.schemaVersion(), content.schemaJson(),
                Map.copyOf(notification), packet.createdAt(), content.extras().labels(), content.extras().audits());
    }

    private static Optional<Claim> stillLeased(Claim claim) {
        return claim.lease() == null ? Optional.empty() : Optional.of(claim);
    }
}
