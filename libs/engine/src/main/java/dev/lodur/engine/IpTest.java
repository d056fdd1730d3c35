package dev.lodur.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether a label's value holds an address out of a set. A row that lacks the label is dropped either way. */
record IpTest(IpSet addresses, boolean negated) implements ValueTest {
    @Override
    public Verdict test(@Nullable String value) {
        if (value == null) {
            return Verdict.DROP;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return addresses.isIn(bytes, 0, bytes.length) != negated ? Verdict.KEEP : Verdict.DROP;
    }
}
