package io.crvsbridge.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Whether MOSIP signed an answer: the header {@code response-signature}, a detached JWS over the body (MOSIP contract, section 6). Only the keys that the operator named
 * count; a certificate that the signature brings along is not looked at.
 */
final class ResponseSignature {

    static final String HEADER = "response-signature";
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final int MOST_CHARACTERS = 16 * 1024;

    /** What became of it. */
    enum Verdict {
        /** Signed by MOSIP, or the operator switched the check off. */
        GOOD,
        MISSING,
        BAD
    }

    private record Signer(Certified certified, RSASSAVerifier verifier) {}

    private final List<Signer> signers;
    private final boolean needed;

    /** @param needed whether anything is checked at all */
    ResponseSignature(List<Certified> certificates, boolean needed) {
        this.signers = certificates.stream().map(c -> new Signer(c, new RSASSAVerifier(c.key()))).toList();
        this.needed = needed;
    }

    /** @param headers every {@code response-signature} of the answer */
    Verdict of(List<String> headers, String body, Instant now) {
        if (!needed) {
            return Verdict.GOOD;
        }
        if (headers.isEmpty()) {
            return Verdict.MISSING;
        }
        return headers.size() == 1 && genuine(headers.get(0).strip(), body, now) ? Verdict.GOOD : Verdict.BAD;
    }

    private boolean genuine(String text, String body, Instant now) {
        try {
            if (text.length() > MOST_CHARACTERS) {
                return false;
            }
            JWSObject jws = JWSObject.parse(text, new Payload(body.getBytes(StandardCharsets.UTF_8)));
            return ALGORITHMS.contains(jws.getHeader().getAlgorithm()) && signedByOne(jws, now);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Whatever a parser makes of it, it is no signature of MOSIP's.
            return false;
        }
    }

    private boolean signedByOne(JWSObject jws, Instant now) throws JOSEException {
        for (Signer signer : signers) {
            if (signer.certified().validAt(now) && jws.verify(signer.verifier())) {
                return true;
            }
        }
        return false;
    }
}
