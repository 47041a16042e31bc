package io.crvsbridge.esignet;

import io.crvsbridge.kernel.Read;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The redirect URIs that a form may name. */
record RedirectUris(List<Pattern> allowed) {

    private static final int MOST_LETTERS = 2000;
    /** A path segment of dots, be they escaped or not. */
    private static final Pattern DOTS = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");
    private static final String SEGMENT = "[^/?#\\\\%]+";
    private static final String REST = "(?:/[^?#\\\\]*)?";

    /** @param patterns URLs in whose path {@code *} stands for a segment and a final {@code /**} for all that follows */
    static RedirectUris of(List<String> patterns) {
        return new RedirectUris(patterns.stream().map(RedirectUris::pattern).toList());
    }

    /** Every path of these origins. */
    static RedirectUris below(List<String> origins) {
        return of(origins.stream().map(origin -> origin + "/**").toList());
    }

    private static Pattern pattern(String text) {
        URI url = Read.url(text.replace('*', 'x'));
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        if (!text.startsWith(origin) || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("a redirect URI may hold * in its path only, and has neither query nor fragment");
        }
        String path = text.substring(origin.length());
        boolean open = path.endsWith("/**");
        String[] segments = (open ? path.substring(0, path.length() - 3) : path).split("/", -1);
        String regex = List.of(segments).stream().map(s -> s.equals("*") ? SEGMENT : Pattern.quote(s)).collect(Collectors.joining("/"));
        return Pattern.compile(Pattern.quote(origin) + regex + (open ? REST : ""));
    }

    /** Whether this is one of them, without dots that somebody might read as another path. */
    boolean allow(String uri) {
        boolean plain = uri.length() <= MOST_LETTERS && uri.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        return plain && !DOTS.matcher(uri).find() && isUrl(uri) && allowed.stream().anyMatch(p -> p.matcher(uri).matches());
    }

    private static boolean isUrl(String uri) {
        try {
            return Read.url(uri).getRawPath() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
