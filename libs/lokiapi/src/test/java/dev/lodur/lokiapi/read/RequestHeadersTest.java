package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
    private static TenantResolver resolver(TenantResolver.Mode mode) {
        return new TenantResolver(mode, false);
    }

    @Test
    void aRequiredTenantThatIsMissingIs401() {
        TenantResolver required = resolver(TenantResolver.Mode.REQUIRED);

        assertThatThrownBy(() -> required.one(null))
                .hasMessage("no org id")
                .extracting(failure -> ((LodurException) failure).code())
                .isEqualTo(ErrorCode.NO_TENANT);
        assertThatThrownBy(() -> required.many("")).hasMessage("no org id");
        assertThat(required.one("team-a")).isEqualTo(new Tenant("team-a"));
    }

    @Test
    void theHeaderIsIgnoredWhereTenantsAreNotToldApart() {
        assertThat(resolver(TenantResolver.Mode.DISABLED).one("someone")).isEqualTo(Tenant.DEFAULT);
        assertThat(resolver(TenantResolver.Mode.DISABLED).one("a/b")).isEqualTo(Tenant.DEFAULT);
    }

    @Test
    void theHeaderCountsWhereItIsThere() {
        TenantResolver either = resolver(TenantResolver.Mode.HEADER_OR_DEFAULT);

        assertThat(either.one(null)).isEqualTo(Tenant.DEFAULT);
        assertThat(either.one("")).isEqualTo(Tenant.DEFAULT);
        assertThat(either.one("a")).isEqualTo(new Tenant("a"));
    }

    @Test
    void severalTenantsAreRefusedUnlessReadsMayNameThem() {
        TenantResolver one = resolver(TenantResolver.Mode.REQUIRED);
        TenantResolver several = new TenantResolver(TenantResolver.Mode.REQUIRED, true);

        assertThatThrownBy(() -> one.many("a|b")).hasMessage("multiple org IDs present");
        assertThatThrownBy(() -> several.one("a|b")).hasMessage("multiple org IDs present");
        assertThat(several.many("b|a|b")).containsExactly(new Tenant("a"), new Tenant("b"));
        assertThat(several.one("a|a")).isEqualTo(new Tenant("a"));
        assertThatThrownBy(() -> several.many("a|b/c"))
                .hasMessage("tenant ID 'b/c' contains unsupported character '/'");
    }

    @Test
    void tagsAreMadeSafeForALogLine() {
        QueryTags tags = QueryTags.parse("Source=grafana-lokiexplore-app,Feature=x\n\"y");

        assertThat(tags.text()).isEqualTo("Source=grafana-lokiexplore-app,Feature=x__y");
        assertThat(tags.get("feature")).isEqualTo("x__y");
        assertThat(tags.wantsPartialResults()).isTrue();
        assertThat(QueryTags.parse(null).wantsPartialResults()).isFalse();
    }

    @Test
    void flagsAreMatchedExactlyAndEchoed() {
        assertThat(EncodingFlags.parse("categorize-labels,other,other").flags())
                .containsExactly("categorize-labels", "other");
        assertThat(EncodingFlags.parse("categorize-labels").categorizeLabels()).isTrue();
        assertThat(EncodingFlags.parse("Categorize-Labels").categorizeLabels()).isFalse();
        assertThat(EncodingFlags.parse(null).flags()).isEmpty();
    }

    @Test
    void failuresArePlainText() {
        HttpError error = HttpErrors.of(QueryErrors.queueFull());

        assertThat(error.status()).isEqualTo(429);
        assertThat(error.body()).isEqualTo("too many outstanding requests\n");
        assertThat(error.headers())
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(HttpErrors.pageNotFound().body()).isEqualTo("404 page not found\n");
    }

    @Test
    void knownFailuresHaveLokisStatusAndWords() {
        assertThat(HttpErrors.of(QueryErrors.timedOut()))
                .returns(504, HttpError::status)
                .extracting(HttpError::body)
                .asString()
                .startsWith("request timed out, decrease the duration");
        assertThat(HttpErrors.of(QueryErrors.instantLogQuery()))
                .returns(400, HttpError::status)
                .extracting(HttpError::body)
                .isEqualTo("log queries are not supported as an instant query type, "
                        + "please change your query to a range query type\n");
        assertThat(HttpErrors.of(QueryErrors.variantsDisabled()).body())
                .isEqualTo("multi variant queries are disabled for this instance\n");
        assertThat(HttpErrors.of(QueryErrors.legacyMetricQuery("vector")).status())
                .isEqualTo(400);
    }

    @Test
    void defectsAreNotExplainedToClients() {
        HttpError error = HttpErrors.of(new IllegalStateException("secret"));

        assertThat(error.status()).isEqualTo(500);
        assertThat(error.body()).doesNotContain("secret");
        assertThat(HttpErrors.isDefect(new IllegalStateException())).isTrue();
        assertThat(HttpErrors.isDefect(new LodurException(ErrorCode.INVALID_QUERY, "x")))
                .isFalse();
    }
}
