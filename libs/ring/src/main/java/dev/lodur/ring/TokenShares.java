package dev.lodur.ring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which part of all streams each member owns first, by the length of the arcs before its tokens. */
public final class TokenShares {
    private static final double CIRCLE = 0x1p32;

    private TokenShares() {}

    /** By id; together 1, or nothing where nobody has a token. */
    public static Map<String, Double> of(RingView view) {
        Map<String, Double> shares = new HashMap<>();
        List<RingView.Place> places = view.places();
        for (int i = 0; i < places.size(); i++) {
            long before = places.get(i == 0 ? places.size() - 1 : i - 1).token();
            long arc = (places.get(i).token() - before) & 0xFFFF_FFFFL;
            // One token owns the whole circle.
            double share = places.size() == 1 ? 1 : arc / CIRCLE;
            shares.merge(places.get(i).member().id(), share, Double::sum);
        }
        return shares;
    }
}
