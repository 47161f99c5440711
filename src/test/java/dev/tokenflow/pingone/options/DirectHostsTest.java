package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectHostsTest {

  @ParameterizedTest
  @CsvSource({
    "'', auth.example.com, false",
    "*, auth.example.com, true",
    "*, 192.0.2.7, true",
    "auth.example.com, auth.example.com, true",
    "auth.example.com, AUTH.Example.com, true",
    "AUTH.Example.com, auth.example.com, true",
    "example.com, auth.example.com, true",
    ".example.com, auth.example.com, true",
    ".example.com, example.com, true",
    "*.example.com, auth.example.com, true",
    "ample.com, auth.example.com, false",
    "auth.example.com, example.com, false",
    "example.com, example.com.test, false",
    "'a.test , example.com', auth.example.com, true",
    "'a.test example.com', auth.example.com, true",
    "'a.test,,', auth.example.com, false",
    "auth.example.com:8443, auth.example.com, true",
    "auth.example.com:443, auth.example.com, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7:8443, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.77, false",
    "2.7, 192.0.2.7, false",
    "192.0.2.0/24, 192.0.2.7, true",
    "192.0.2.8/29, 192.0.2.7, false",
    "192.0.2.0/99, 192.0.2.7, false",
    "0.0.0.0/0, 192.0.2.7, true",
    "0.0.0.0/0, [2001:db8::7], false",
    "2001:db8::7, [2001:db8::7], true",
    "[2001:DB8:0:0::7], [2001:db8::7], true",
    "[2001:db8::7]:8443, [2001:db8::7], true",
    "[2001:db8::7]:443, [2001:db8::7], false",
    "2001:db8::/32, [2001:db8::7], true",
    "2001:db9::/32, [2001:db8::7], false",
    "1.2.3.999, 192.0.2.7, false",
    "x/24, 192.0.2.7, false"
  })
  void readsNoProxy(String list, String host, boolean direct) {
    assertEquals(direct, DirectHosts.ofNoProxy(list).contain(host, 8443));
  }

  @ParameterizedTest
  @CsvSource({
    ", auth.example.com, false",
    "'', auth.example.com, false",
    "*, auth.example.com, true",
    "auth.example.com, auth.example.com, true",
    "example.com, auth.example.com, false",
    "*.example.com, auth.example.com, true",
    "*.example.com, example.com, false",
    "*.EXAMPLE.com|a.test, auth.example.com, true",
    "a.test|auth.*, auth.example.com, true",
    "a.test | auth.example.com, auth.example.com, true",
    "auth?example.com, auth.example.com, false",
    "192.0.2.*, 192.0.2.7, true",
    "[2001:db8::7], [2001:db8::7], true"
  })
  void readsNonProxyHosts(String list, String host, boolean direct) {
    assertEquals(direct, DirectHosts.ofNonProxyHosts(list).contain(host, 443));
  }
}
