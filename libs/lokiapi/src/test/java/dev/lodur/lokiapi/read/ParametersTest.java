package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void decodesNamesAndValues() {
        Parameters parameters =
                Parameters.ofQuery("query=%7Bapp%3D%22a+b%22%7D&match%5B%5D=1&match[]=2&flag&=x&&u=%C5%BE");

        assertThat(parameters.get("query")).isEqualTo("{app=\"a b\"}");
        assertThat(parameters.all("match[]")).containsExactly("1", "2");
        assertThat(parameters.has("flag")).isTrue();
        assertThat(parameters.get("flag")).isEmpty();
        assertThat(parameters.get("u")).isEqualTo("ž");
        assertThat(parameters.get("absent")).isEmpty();
        assertThat(parameters.all("absent")).isEmpty();
    }

    @Test
    void putsTheFormBeforeTheUrl() {
        Parameters parameters = Parameters.of("a=url&b=url", FORM, utf8("a=form&c=form"));

        assertThat(parameters.all("a")).containsExactly("form", "url");
        assertThat(parameters.get("b")).isEqualTo("url");
        assertThat(parameters.get("c")).isEqualTo("form");
    }

    @Test
    void leavesABodyOfAnotherTypeUnread() {
        assertThat(Parameters.of("a=1", "application/json", utf8("a=2")).all("a"))
                .containsExactly("1");
        assertThat(Parameters.of("a=1", null, utf8("a=2")).all("a")).containsExactly("1");
    }

    @Test
    void refusesWhatDoesNotDecode() {
        assertThatThrownBy(() -> Parameters.ofQuery("a=%zz")).hasMessage("invalid URL escape \"%zz\"");
        assertThatThrownBy(() -> Parameters.ofQuery("a=%4")).hasMessage("invalid URL escape \"%4\"");
        assertThatThrownBy(() -> Parameters.ofQuery("a=1;b=2")).hasMessage("invalid semicolon separator in query");
    }

    @Test
    void replacesBytesThatAreNotUtf8() {
        assertThat(Parameters.ofQuery("a=%ff").get("a")).isEqualTo("\uFFFD");
    }
}
