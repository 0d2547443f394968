package limits;

import clients.Account;
import clients.PlainKey;
import graph.Throttle.Scope;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Something that Meta throttles as a whole.
 *
 * @param id Meta's id of the ad account ({@code act_<digits>}) or page. A token does not name its app, so an app is
 *     identified by the digest of the token's reference: clients that share a token share its app.
 */
record GateKey(Scope scope, String id) {

    private static final int APP_ID_BYTES = 8;

    /** All gates that a call for this account counts against. */
    static List<GateKey> of(Account account) {
        List<GateKey> keys = new ArrayList<>();
        if (account.tokenRef() != null) {
            byte[] app = PlainKey.sha256(account.tokenRef());
            keys.add(new GateKey(Scope.APP, HexFormat.of().formatHex(app, 0, APP_ID_BYTES)));
        }
        keys.add(new GateKey(Scope.ACCOUNT, account.adAccountId()));
        if (account.pageId() != null) {
            keys.add(new GateKey(Scope.PAGE, account.pageId()));
        }
        return keys;
    }

    /** The key in a message. */
    String sentence() {
        return switch (scope) {
            case APP -> "the app";
            case ACCOUNT -> "the ad account " + id;
            case PAGE -> "the page " + id;
        };
    }
}
