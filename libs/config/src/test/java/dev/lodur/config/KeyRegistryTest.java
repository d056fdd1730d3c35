package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyRegistryTest {
    private final KeyRegistry keys = KeyRegistry.loki();

    @Test
    void noTwoKeysShareAFlag() {
        Map<String, String> pathOf = new HashMap<>();
        keys.forEach(key -> {
            if (key.flag() != null) {
                assertThat(pathOf.put(key.flag(), key.path())).as(key.flag()).isNull();
            }
        });
        assertThat(pathOf).hasSizeGreaterThan(1000);
    }

    @Test
    void aKeyThatIsTakenOverExistsAndHasTheSameKindOfValue() {
        keys.forEach(key -> {
            if (key.replacedBy() != null) {
                assertThat(keys.get(Objects.requireNonNull(key.replacedBy())).defaultValue())
                        .hasSameClassAs(key.defaultValue());
                assertThat(key.state()).isEqualTo(KeyState.REPLACED);
            }
        });
    }

    @Test
    void everyReplacedKeySaysWhatLodurDoesInstead() {
        keys.forEach(key -> {
            if (key.state() == KeyState.REPLACED) {
                assertThat(key.note()).as(key.path()).isNotEmpty();
            }
        });
    }

    @Test
    void everyDefaultIsReadBackFromItsText() {
        keys.forEach(key -> {
            if (key.kind().isScalar() && key.kind() != Kind.SECRET && key.kind() != Kind.CHOICE) {
                assertThat(key.parse(key.kind().format(key.defaultValue()), key.path()))
                        .as(key.path())
                        .isEqualTo(key.defaultValue());
            }
        });
    }

    @Test
    void aListsKeysAreFoundByIndex() {
        assertThat(keys.get("schema_config.configs[3].index.period").kind()).isEqualTo(Kind.PROM);
    }

    @Test
    void aNameOfOnesOwnIsFoundWhereAnyMayStand() {
        assertThat(keys.get("storage_config.named_stores.aws.mine.endpoint").kind())
                .isEqualTo(Kind.STRING);
        assertThat(keys.find("storage_config.aws.mine.endpoint")).isNull();
    }
}
