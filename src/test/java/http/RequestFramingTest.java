package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import net.jqwik.api.Example;

import java.util.List;

/** The end of a request, and its errors, do not depend on how the network splits the bytes. */
class RequestFramingTest {

    private static final String HEAD = "POST /a?b=c HTTP/1.1\r\nHost: x\r\n";

    @Example
    void properRequestsHaveNoFaultHoweverTheyAreCut() {
        String requests = HEAD + "Content-Length: 7\r\n\r\n\r\n\r\nGET"
                + HEAD + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\n\r\n\r\r\n0a\r\n0123456789\r\n0\r\nX: y\r\n\r\n"
                + "\r\nGET / HTTP/1.0\r\n\r\n"
                + "GET http://x/ HTTP/1.1\r\nhOST:\r\nContent-Length: 0\r\n\r\n";

        for (int first = 0; first <= requests.length(); first++) {
            for (int second = first; second <= requests.length(); second += 7) {
                RequestFraming framing = new RequestFraming();
                assertThat(faultOf(framing, requests, first, second))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(-1);
                assertThat(framing.isInHead()).isTrue();
            }
        }
    }

    @Example
    void aFaultIsFoundAtTheSameByteHoweverTheBytesAreCut() {
        for (String bytes : List.of(
                HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n100000002\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n",
                HEAD + "\r\n\u0000",
                HEAD + " folded: x\r\n\r\n")) {
            int fault = faultOf(new RequestFraming(), bytes, 0, 0);
            assertThat(fault).as(bytes).isNotNegative();
            for (int first = 0; first <= bytes.length(); first++) {
                for (int second = first; second <= bytes.length(); second++) {
                    assertThat(faultOf(new RequestFraming(), bytes, first, second))
                            .as(bytes)
                            .isEqualTo(fault);
                }
            }
        }
    }

    @Example
    void theHeadOfAnInvalidBodyIsKnownIfItCameWithIt() {
        String head = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        RequestFraming together = new RequestFraming();
        RequestFraming apart = new RequestFraming();

        assertThat(scan(together, head + "x")).isEqualTo(head.length());
        assertThat(together.isInHead()).isFalse();
        assertThat(together.headEnd()).isEqualTo(head.length() - 2);
        assertThat(scan(apart, head)).isEqualTo(-1);
        assertThat(scan(apart, "x")).isZero();
        assertThat(apart.isInHead()).isFalse();
        assertThat(apart.headEnd()).isEqualTo(-1);
    }

    private static int faultOf(RequestFraming framing, String bytes, int first, int second) {
        int start = 0;
        for (int end : new int[] {first, second, bytes.length()}) {
            int fault = scan(framing, bytes.substring(start, end));
            if (fault >= 0) {
                return start + fault;
            }
            start = end;
        }
        return -1;
    }

    private static int scan(RequestFraming framing, String bytes) {
        return framing.scan(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    }
}
