package io.crvsbridge.kernel;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether an RSA key is hard enough to break for its signatures to prove anything. */
public final class RsaStrength {

    static final int LEAST_BITS = 2048;
    /** A longer one would cost more to check than it is worth. */
    private static final int MOST_BITS = 8192;
    private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
    private static final int[] SMALL_PRIMES = {3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
        127, 131, 137, 139, 149, 151, 157, 163, 167};

    private RsaStrength() {}

    public static boolean suffices(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        BigInteger exponent = key.getPublicExponent();
        return bits >= LEAST_BITS && bits <= MOST_BITS && key.getModulus().testBit(0)
                && exponent.testBit(0) && exponent.compareTo(BigInteger.ONE) > 0 && exponent.compareTo(key.getModulus()) < 0 && !isRoca(key.getModulus());
    }

    /**
     * A widespread chip library made its primes from powers of 65537, so that such keys can be factored (CVE-2017-15361). Modulo every small prime their
     * modulus is a power of 65537, which a sound modulus is with a chance of about one in 2^28.
     */
    private static boolean isRoca(BigInteger modulus) {
        return IntStream.of(SMALL_PRIMES).allMatch(prime -> powers(prime).contains(modulus.mod(BigInteger.valueOf(prime)).intValue()));
    }

    private static Set<Integer> powers(int prime) {
        int step = GENERATOR.mod(BigInteger.valueOf(prime)).intValue();
        Set<Integer> powers = new HashSet<>();
        for (int power = 1; powers.add(power); power = power * step % prime) {
            // Until they repeat.
        }
        return powers;
    }
}
