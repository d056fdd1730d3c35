package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.model.TenantLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LimitsTableTest {
    private final LimitsTable table = new LimitsTable(TenantLimits.DEFAULTS);

    @Test
    void drilldownIsToldWhatLokiTellsIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(out);
        table.writeDrilldown(json);
        json.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"max_entries_limit_per_query\":5000",
                        "\"max_query_length\":\"30d1h\"",
                        "\"max_query_bytes_read\":\"0B\"",
                        "\"discover_service_name\":[\"service\",\"app\"",
                        "\"volume_enabled\":true")
                .doesNotContain("max_label_name_length");
    }

    @Test
    void peopleAreToldAllOfIt() {
        assertThat(table.asYaml())
                .contains(
                        "max_label_name_length: 1024\n",
                        "retention_period: \"0s\"\n",
                        "retention_stream: []\n",
                        "retention_bytes: \"0B\"\n",
                        "max_line_size: \"256KB\"\n");
    }
}
