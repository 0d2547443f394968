package graph;

import clients.Account;
import graph.Throttle.Scope;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Something that Meta throttles as a whole.
 *
 * @param id Meta's id of the ad account ({@code act_<digits>}) or page; of the app, which a token does not name, the
 *     digest of where the token is: clients that share a token share its app
 */
record GateKey(Scope scope, String id) {

    private static final int APP_ID_BYTES = 8;

    /** All that a call for this account counts against. */
    static List<GateKey> of(Account account) {
        List<GateKey> keys = new ArrayList<>();
        if (account.tokenRef() != null) {
            keys.add(new GateKey(Scope.APP, digest(account.tokenRef())));
        }
        keys.add(new GateKey(Scope.ACCOUNT, account.adAccountId()));
        if (account.pageId() != null) {
            keys.add(new GateKey(Scope.PAGE, account.pageId()));
        }
        return keys;
    }

    /** The key for people. */
    String sentence() {
        return switch (scope) {
            case APP -> "the app";
            case ACCOUNT -> "the ad account " + id;
            case PAGE -> "the page " + id;
        };
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, APP_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
