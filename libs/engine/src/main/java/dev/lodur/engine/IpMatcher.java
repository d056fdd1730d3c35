package dev.lodur.engine;

/** Lines that hold an address out of a set. */
record IpMatcher(IpSet addresses) implements LineMatcher {
    @Override
    public boolean matches(byte[] bytes, int from, int to) {
        return addresses.isIn(bytes, from, to);
    }

    @Override
    public int cost() {
        return 4000;
    }
}
