package io.crvsbridge.verification;

import io.crvsbridge.kernel.RsaStrength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A certificate over an RSA key that is hard to break, as it stands in a file of ours. Who issued it is not asked: it counts because the operator named it. */
record Certified(X509Certificate certificate, RSAPublicKey key) {

    static Certified of(Certificate certificate) {
        if (certificate instanceof X509Certificate x509 && x509.getPublicKey() instanceof RSAPublicKey key && RsaStrength.suffices(key)) {
            return new Certified(x509, key);
        }
        throw new IllegalArgumentException("no certificate of an RSA key of at least 2048 bits that is hard to break");
    }

    /** All certificates of a PEM or DER file, at least one. @throws IllegalArgumentException when there is none, or one of another kind */
    static List<Certified> read(Path file) {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no X.509 certificate that can be read", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no X.509 certificate");
        }
        List<Certified> all = new ArrayList<>();
        found.forEach(certificate -> all.add(of(certificate)));
        return all;
    }

    Instant ends() {
        return certificate.getNotAfter().toInstant();
    }

    boolean begunBy(Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant());
    }

    boolean validAt(Instant now) {
        return begunBy(now) && !now.isAfter(ends());
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be written", e);
        }
    }

    /** SHA-256 of the certificate, by which MOSIP finds its key. */
    byte[] thumbprint() {
        return sha256(der());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java knows no SHA-256", e);
        }
    }
}
