package io.crvsbridge.middleware;

import io.crvsbridge.document.ReadyPacket;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.CoreSettings;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Who is let in, and with what: tokens are checked in full before a body is read. */
@Singleton
class Doorkeeper {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final RecordTokens tokens;
    private final RefusedTokens refusals;
    private final DoorSettings settings;
    private final int maxBytes;

    @Inject
    Doorkeeper(RecordTokens tokens, RefusedTokens refusals, DoorSettings settings, CoreSettings core) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.settings = settings;
        this.maxBytes = core.maxBytes();
    }

    /** The bearer, authentic. @throws Problem NOT_FOUND when the door is shut, TOKEN_REFUSED, KEY_UNAVAILABLE */
    RecordToken caller(HttpHeaders headers) {
        if (!settings.enabled()) {
            throw new Problem(ProblemType.NOT_FOUND, null);
        }
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return tokens.authentic(authorization == null ? List.of() : authorization);
    }

    /** The bearer, who may confirm the action that the token names. @throws Problem as {@link #caller}, and NOT_PERMITTED */
    RecordToken confirmer(HttpHeaders headers) {
        RecordToken token = caller(headers);
        if (!token.mayConfirm() || token.key().filter(key -> isId(key.eventId()) && isId(key.actionId())).isEmpty()) {
            throw refusals.refused(RefusedTokens.Cause.SCOPE);
        }
        return token;
    }

    /** To be thrown when an authentic token lacks a scope. */
    Problem notPermitted() {
        return refusals.refused(RefusedTokens.Cause.SCOPE);
    }

    /** The action that a confirmer's token names. */
    static ActionKey key(RecordToken token) {
        ActionKey key = token.key().orElseThrow();
        return new ActionKey(key.eventId().toLowerCase(Locale.ROOT), key.actionId().toLowerCase(Locale.ROOT));
    }

    static boolean isId(String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    /** The body, whole. @throws Problem WRONG_TYPE, TOO_LARGE, UNREADABLE when it breaks off */
    byte[] body(HttpHeaders headers, InputStream body) {
        return JsonBody.bytes(headers, body, maxBytes);
    }

    /** @throws Problem UNREADABLE, saying why */
    static ReadyPacket packet(byte[] body) {
        try {
            return ReadyPacket.read(body);
        } catch (UnreadableDocument e) {
            throw new Problem(ProblemType.UNREADABLE, e.getMessage());
        }
    }
}
