package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetricsFilterTest {
    @ParameterizedTest
    @CsvSource({
        "/loki/api/v1/push,loki_api_v1_push",
        "loki/api/v1/query_range,loki_api_v1_query_range",
        "/loki/api/v1/label/app/values,loki_api_v1_label_name_values",
        "/loki/api/v1/label/no%20such/values,loki_api_v1_label_name_values",
        "/api/prom/label/x/values,api_prom_label_name_values",
        "/loki/api/v1/detected_field/trace/values,loki_api_v1_detected_field_name_values",
        "/loki/api/v1/labels/,loki_api_v1_labels",
        "/otlp/v1/logs,otlp_v1_logs",
        "/ready,ready",
        "/,''",
    })
    void routesHaveLokisNamesAndNoneOfTheClientsOwn(String path, String route) {
        assertThat(RequestMetricsFilter.route(path)).isEqualTo(route);
    }
}
