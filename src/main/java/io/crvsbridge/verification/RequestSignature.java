package io.crvsbridge.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import java.security.Provider;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** Signs the bytes of a request: a JWS with RS256 whose payload is left out and whose header carries our certificate (MOSIP contract, section 6; RFC 7515, appendix F). */
final class RequestSignature {

    /** Always the same, so written once. */
    private final JWSHeader header;
    private final RSASSASigner signer;

    /** @param provider whose RSA signs; Java's own without one */
    RequestSignature(PartnerKey partner, Optional<Provider> provider) {
        JWSHeader made = new JWSHeader.Builder(JWSAlgorithm.RS256).x509CertChain(List.of(Base64.encode(partner.certified().der()))).build();
        try {
            header = JWSHeader.parse(made.toBase64URL());
        } catch (ParseException e) {
            throw new IllegalStateException("A header that was just made cannot be read", e);
        }
        signer = new RSASSASigner(partner.secret());
        provider.ifPresent(signer.getJCAContext()::setProvider);
    }

    /** The value of the header {@code signature} for exactly these bytes. */
    String of(byte[] body) {
        JWSObject jws = new JWSObject(header, new Payload(body));
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Our key cannot sign", e);
        }
        return jws.serialize(true);
    }
}
