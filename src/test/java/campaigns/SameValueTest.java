package campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphFixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            2000                      | '2000'                          | true  | true
            2000                      | '2001'                          | false | false
            'a'                       | 'A'                             | false | false
            '2030-01-31T09:30:00Z'    | '2030-01-31T01:30:00-0800'      | true  | true
            '2030-01-31T09:30:00Z'    | '2030-01-31T09:30:01+0000'      | false | false
            '2030-01-31T09:30:00Z'    | 'never'                         | false | false
            ['PT','DE']               | ['DE','PT']                     | true  | true
            ['PT','PT']               | ['DE','PT']                     | false | false
            ['PT']                    | ['DE','PT']                     | false | false
            [{'id':1},{'id':2}]       | [{'id':'1'},{'id':'2'}]         | true  | true
            [{'id':1},{'id':2}]       | [{'id':'2'},{'id':'1'}]         | false | false
            [{'id':1}]                | [{'id':'1','name':'x'}]         | true  | false
            [{'id':1}]                | ['1']                           | false | false
            {'a':1}                   | {'a':1,'b':2}                   | true  | false
            {'a':1,'b':2}             | {'a':1}                         | false | false
            {'a':1}                   | '1'                             | false | false
            {}                        | {}                              | true  | true
            true                      | 'true'                          | true  | true
            null                      | null                            | true  | true
            null                      | 1                               | false | false
            1                         | null                            | false | false
            """)
    void goesByMeaning(String asked, String present, boolean same, boolean exactly) {
        assertThat(SameValue.is(value(asked), value(present))).isEqualTo(same);
        assertThat(SameValue.isExactly(value(asked), value(present))).isEqualTo(exactly);
    }

    private static JsonNode value(String text) {
        return GraphFixtures.object("{'value': " + text + "}").get("value");
    }
}
