package io.crvsbridge.action;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Seals and opens what is personal or secret in an action and its packet, each value bound to its own row and column. */
@Singleton
public class ActionSeal {

    private static final String CONTENTS = "packet.contents";

    private final Vault vault;

    @Inject
    ActionSeal(Vault vault) {
        this.vault = vault;
    }

    void close(PendingAction action, Opening opening) {
        action.sealed().keepToken(vault.seal(tokenPlace(action), utf8(opening.token())));
        action.sealed().keepDocument(vault.seal(documentPlace(action.id()), opening.document()));
        close(action, opening.additions());
    }

    void close(PendingAction action, Additions additions) {
        action.sealed().keepAdditions(additions.isEmpty() ? null : vault.seal(additionsPlace(action.id()), utf8(additions.written())));
    }

    void renew(PendingAction action, String token, Instant expires) {
        action.sealed().keepToken(vault.seal(tokenPlace(action), utf8(token)));
        action.decideBy(expires);
    }

    /** What Core's trigger was answered. What was added goes along as long as it is kept: until Core has confirmed that it has it, or may ask for it no more. */
    Answer answer(PendingAction action) {
        return action.answer().with(additions(action.id(), action.sealed().additions()));
    }

    /** Sealed additions of the action with this id; none for {@code null}. */
    public Additions additions(String action, byte[] sealed) {
        return sealed == null ? Additions.NONE : Additions.read(new String(vault.open(additionsPlace(action), sealed), StandardCharsets.UTF_8));
    }

    byte[] identifiers(Packet packet, Map<String, String> identifiers) {
        JsonObjectBuilder json = JsonMaking.object();
        new TreeMap<>(identifiers).forEach(json::add);
        return vault.seal(identifiersPlace(packet), utf8(json.build().toString()));
    }

    String fingerprint(byte[] contents) {
        return vault.fingerprint(CONTENTS, contents);
    }

    boolean sameContents(Packet packet, byte[] contents) {
        return vault.matches(packet.fingerprint(), CONTENTS, contents);
    }

    /** Everything that a worker needs, opened. */
    Claim open(PendingAction action, Packet packet) {
        byte[] document = document(action);
        return claim(action, packet, document, openToken(action), additions(action.id(), action.sealed().additions()), System.nanoTime());
    }

    /** The record token; empty when it was erased, or does not open: nothing else may wait for it. */
    String token(PendingAction action) {
        try {
            return openToken(action);
        } catch (Vault.SealBroken e) {
            return "";
        }
    }

    private String openToken(PendingAction action) {
        return action.sealed().token() == null ? "" : new String(vault.open(tokenPlace(action), action.sealed().token()), StandardCharsets.UTF_8);
    }

    /** The event document; empty when it was erased. */
    byte[] document(PendingAction action) {
        return action.sealed().document() == null ? new byte[0] : document(action.id(), action.sealed().document());
    }

    /** A sealed event document of the action with this id. */
    public byte[] document(String action, byte[] sealed) {
        return vault.open(documentPlace(action), sealed);
    }

    /** The claim as it is after a record under it; what does not change is not opened again. */
    Claim after(Claim claim, PendingAction action, Packet packet, long leasedAt) {
        return claim(action, packet, claim.document(), claim.token(), claim.additions(), leasedAt);
    }

    private Claim claim(PendingAction action, Packet packet, byte[] document, String token, Additions additions, long leasedAt) {
        return new Claim(action.id(), action.work().lease(), action.key(), action.state(), action.eventType(), action.actionType(),
                Optional.ofNullable(action.customActionType()), Optional.ofNullable(action.operation()), document, token,
                action.decideBy(), action.receivedAt(), action.answer().status(), Optional.ofNullable(action.registrationNumber()),
                Optional.ofNullable(packet).map(p -> new Claim.BoundPacket(p.number(), p.reference(), p.state(), p.drivenBy(action.id()), p.createdAt(), p.userinfo())),
                packet == null || packet.identifiers() == null ? Map.of() : openIdentifiers(packet), additions, leasedAt);
    }

    private Map<String, String> openIdentifiers(Packet packet) {
        String text = new String(vault.open(identifiersPlace(packet), packet.identifiers()), StandardCharsets.UTF_8);
        try (JsonReader reader = JsonMaking.reader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Map<String, String> identifiers = new TreeMap<>();
            json.keySet().forEach(key -> identifiers.put(key, json.getString(key)));
            return identifiers;
        }
    }

    private static String tokenPlace(PendingAction action) {
        return "pending_action.token:" + action.id();
    }

    private static String documentPlace(String action) {
        return "pending_action.document:" + action;
    }

    private static String additionsPlace(String action) {
        return "pending_action.additions:" + action;
    }

    private static String identifiersPlace(Packet packet) {
        return "packet.identifiers:" + packet.number();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
