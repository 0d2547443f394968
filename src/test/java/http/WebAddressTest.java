package http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTP://user@example.com:8080/a%20b;c?d=e/f?g#h",
                "https://[2001:db8::1]/",
                "tel:+351210000000",
                "https://example.com/p?utm_campaign={{campaign.name}}",
                "https://example.com/{{campaign.id}}/p#{{placement}}",
                "https://example.com/?a={{ad.id}}&b={{adset.name}}&c={{site_source_name}}{{product.id}}"
            })
    void takesAddressesWithMacros(String address) {
        assertThat(WebAddress.fault(address, true)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://example.com/?a[]=1       | has the character [ at position 23; write %5B
            https://example.com/café         | has the character é at position 24; write %C3%A9
            https://example.com/🏖            | has the character 🏖 at position 21; write %F0%9F%8F%96
            https://müller.example/          | has the character ü at position 10 in its host; write the host in its ASCII form (xn--…)
            https://example.com/a b          | has a space at position 22; write %20
            https://example.com/100%         | has a % at position 24 without two hexadecimal digits; write %25 for the sign itself
            https://example.com/{campaign}   | has a { at position 21 that is not part of a macro such as {{campaign.name}}; write %7B
            https://example.com/{{a b}}      | has a { at position 21 that is not part of a macro such as {{campaign.name}}; write %7B
            https://{{ad.name}}.example/     | has a { at position 9; a macro is only allowed after the host
            example.com/sale                 | must begin with a scheme, such as https://
            https://                         | is not a valid address: Expected authority at position 9
            """)
    void saysWhichCharacterIsWrong(String address, String fault) {
        assertThat(WebAddress.fault(address, true)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com/{{campaign.name}}", "https://hooks.example.com/?{{ad.id}}"})
    void takesMacrosForMetaAlone(String address) {
        assertThat(WebAddress.fault(address, false))
                .isEqualTo("has the character { at position " + (address.indexOf('{') + 1) + "; write %7B");
    }
}
