package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private final KeyTable keys = new KeyTable(ParserHints.ALL);

    private KeyTable.Key find(KeyTable.Key parent, String key) {
        byte[] bytes = TestRows.utf8("<" + key + ">");
        return keys.find(parent, bytes, 1, bytes.length - 1);
    }

    @Test
    void aKeyIsKnownAgain() {
        KeyTable.Key key = find(keys.root(), "http.status");

        assertThat(find(keys.root(), "http.status")).isSameAs(key);
        assertThat(key.name()).isEqualTo("http_status");
        assertThat(key.takenName()).isEqualTo("http_status_extracted");
    }

    @Test
    void keysOfDifferentObjectsAreDifferent() {
        KeyTable.Key a = find(keys.root(), "a");
        KeyTable.Key b = find(keys.root(), "b");

        assertThat(find(a, "id").name()).isEqualTo("a_id");
        assertThat(find(b, "id").name()).isEqualTo("b_id");
        assertThat(find(keys.root(), "id").name()).isEqualTo("id");
        assertThat(find(find(a, "id"), "1").name()).isEqualTo("a_id_1");
    }

    @Test
    void saysWhatIsWanted() {
        KeyTable some = new KeyTable(ParserHints.only(List.of("a_b", "app_extracted")));
        KeyTable.Key a = some.find(some.root(), TestRows.utf8("a"), 0, 1);
        KeyTable.Key app = some.find(some.root(), TestRows.utf8("app"), 0, 3);
        KeyTable.Key c = some.find(some.root(), TestRows.utf8("c"), 0, 1);

        assertThat(a.isWanted(false)).isFalse();
        assertThat(a.isPrefixWanted()).isTrue();
        assertThat(app.isWanted(false)).isTrue();
        assertThat(app.isWanted(true)).isTrue();
        assertThat(c.isWanted(true)).isFalse();
        assertThat(c.isPrefixWanted()).isFalse();
    }

    @Test
    void findsWhatAMapFindsWhileItGrowsAndForgets() {
        RandomGenerator random = TestRows.random(10);
        Map<String, KeyTable.Key> parents = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            parents.put("p" + i, find(keys.root(), "p" + i));
        }
        for (int i = 0; i < 60_000; i++) {
            String parent = "p" + random.nextInt(5);
            String key = "k" + random.nextInt(20_000);

            KeyTable.Key found = find(parents.get(parent), key);

            assertThat(found.name()).isEqualTo(parent + "_" + key);
            assertThat(found.path()).containsExactly(parent, key);
            assertThat(find(parents.get(parent), key)).isSameAs(found);
        }
    }

    @Test
    void tellsThePathOfALabel() {
        find(find(keys.root(), "order"), "x-id");

        assertThat(keys.pathOf("order_x_id")).containsExactly("order", "x-id");
        assertThat(keys.pathOf("order_x_id_extracted")).containsExactly("order", "x-id");
        assertThat(keys.pathOf("nosuch")).isEmpty();
    }
}
