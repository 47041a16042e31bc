package io.crvsbridge.middleware;

import io.crvsbridge.document.ReadyPacket;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.CoreSettings;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.opencrvs.TokenRenewal;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Who is let in, and with what: tokens are checked in full before a body is read. */
@Singleton
class Doorkeeper {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final RecordTokens tokens;
    private final TokenRenewal renewals;
    private final RefusedTokens refusals;
    private final DoorSettings settings;
    private final int maxBytes;

    @Inject
    Doorkeeper(RecordTokens tokens, TokenRenewal renewals, RefusedTokens refusals, DoorSettings settings, CoreSettings core) {
        this.tokens = tokens;
        this.renewals = renewals;
        this.refusals = refusals;
        this.settings = settings;
        this.maxBytes = core.maxBytes();
    }

    /** The bearer, authentic. @throws Problem NOT_FOUND when the door is shut, TOKEN_REFUSED, KEY_UNAVAILABLE */
    RecordToken caller(HttpHeaders headers) {
        return let(headers, tokens::authentic);
    }

    private RecordToken let(HttpHeaders headers, Function<List<String>, RecordToken> check) {
        if (!settings.enabled()) {
            throw new Problem(ProblemType.NOT_FOUND, null);
        }
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return check.apply(authorization == null ? List.of() : authorization);
    }

    /** The bearer, who may confirm the action that the token names. @throws Problem as {@link #caller}, and NOT_PERMITTED */
    RecordToken confirmer(HttpHeaders headers) {
        return confirming(caller(headers));
    }

    /**
     * The same by a token that may have ended meanwhile: our system client then gets one from Core for the very action.
     *
     * @throws Problem as {@link #confirmer}, and UNAVAILABLE when Core gives no answer
     */
    RecordToken formerConfirmer(HttpHeaders headers) {
        RecordToken token = confirming(let(headers, tokens::onceAuthentic));
        return tokens.inTime(token) ? token : renewed(token);
    }

    private RecordToken renewed(RecordToken token) {
        TokenRenewal.Renewal renewal = renewals.renew(key(token));
        if (renewal instanceof TokenRenewal.Renewal.Renewed fresh) {
            return token.renewed(fresh.token(), fresh.expires());
        }
        throw renewal instanceof TokenRenewal.Renewal.Later later ? new Problem(ProblemType.UNAVAILABLE, later.cause()) : refusals.refused(RefusedTokens.Cause.TIME);
    }

    private RecordToken confirming(RecordToken token) {
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
