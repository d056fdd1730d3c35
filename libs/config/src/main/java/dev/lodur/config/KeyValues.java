package dev.lodur.config;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The value of every key, as it was given and as it is in force, where one key may stand for another. Immutable; prints no
 * secrets.
 */
public final class KeyValues {
    private final Settings given;
    private final Settings inForce;

    KeyValues(Settings given, Settings inForce) {
        this.given = given;
        this.inForce = inForce;
    }

    /** Every key with the value in force as YAML, secrets masked. */
    public String asYaml() {
        return ConfigYaml.print(inForce);
    }

    /** The paths of the keys with an effect whose given values are others there; an old key counts as the one it is now. */
    public Set<String> changedTo(KeyValues now) {
        Set<String> changed = new TreeSet<>();
        differences(given, now.given)
                .map(path -> given.keys().get(path))
                .filter(key -> key.state() == KeyState.USED || key.replacedBy() != null)
                .forEach(key -> changed.add(Objects.requireNonNullElse(key.replacedBy(), key.path())));
        return changed;
    }

    /** These values, but of the keys that are taken those of the others. */
    public KeyValues with(KeyValues now, Predicate<String> taken) {
        return new KeyValues(with(given, now.given, taken), with(inForce, now.inForce, taken));
    }

    private static Settings with(Settings before, Settings now, Predicate<String> taken) {
        Settings mixed = before.copy();
        differences(before, now).filter(taken).forEach(path -> mixed.take(path, now));
        return mixed;
    }

    private static Stream<String> differences(Settings before, Settings now) {
        return Stream.concat(before.all().stream(), now.all().stream())
                .map(Setting::path)
                .distinct()
                .filter(path -> !before.value(path).equals(now.value(path)));
    }
}
