package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JwkTest {
  private static final byte[] SIGNED = "header.payload".getBytes(UTF_8);

  private static RSAKey pair;
  private static RSAKey anotherPair;
  private static byte[] signature;

  private final Jwk key = jwk(pair);
  private final Jwk another = jwk(anotherPair);

  @BeforeAll
  static void sign() throws Exception {
    pair = IdTokens.rsaKey();
    anotherPair = IdTokens.rsaKey();
    Signature signing = Signature.getInstance("SHA256withRSA");
    signing.initSign(pair.toPrivateKey());
    signing.update(SIGNED);
    signature = signing.sign();
  }

  static Stream<@Nullable Provider> providers() {
    return Stream.of(
        null,
        CorrettoProvider.find(),
        new Borrowing("Whole", "SunRsaSign", "SHA256withRSA"),
        new Borrowing("Takes no RSA key", "SUN", "SHA256withDSA"),
        Security.getProvider("SunEC"));
  }

  /** A provider that cannot verify is no reason to refuse a token. */
  @ParameterizedTest
  @MethodSource("providers")
  void verifiesByAnyProvider(@Nullable Provider provider) {
    byte[] tampered = signature.clone();
    tampered[10] ^= 1;

    for (int time = 0; time < 2; time++) {
      assertTrue(key.verifies(SIGNED, signature, provider));
      assertFalse(key.verifies("header.another".getBytes(UTF_8), signature, provider));
      assertFalse(key.verifies(SIGNED, tampered, provider));
      assertFalse(key.verifies(SIGNED, new byte[0], provider));
      assertFalse(key.verifies(SIGNED, new byte[4096], provider));
      assertFalse(another.verifies(SIGNED, signature, provider));
    }
  }

  @Test
  void asksTheFastProvider() {
    Borrowing provider = new Borrowing("Whole", "SunRsaSign", "SHA256withRSA");

    key.verifies(SIGNED, signature, provider);

    assertEquals(List.of("KeyFactory", "Signature"), provider.asked);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void findsTheFastProviderAndLeavesTheOrderOfProviders() {
    Provider[] before = Security.getProviders();

    Provider found = CorrettoProvider.find();

    assertEquals("AmazonCorrettoCryptoProvider", found == null ? null : found.getName());
    assertArrayEquals(before, Security.getProviders());
    assertNull(Security.getProvider("AmazonCorrettoCryptoProvider"));
  }

  private static Jwk jwk(RSAKey pair) {
    return Jwk.of(pair.toPublicJWK().toJSONObject());
  }

  /** A provider whose signature algorithm is one of another provider. */
  private static final class Borrowing extends Provider {
    private static final long serialVersionUID = 1L;

    private final transient List<String> asked = new ArrayList<>();

    Borrowing(String name, String lender, String algorithm) {
      super(name, "1", "a provider of this test");
      lend("KeyFactory", "RSA", Security.getProvider("SunRsaSign").getService("KeyFactory", "RSA"));
      lend(
          "Signature",
          "SHA256withRSA",
          Security.getProvider(lender).getService("Signature", algorithm));
    }

    private void lend(String type, String algorithm, Service lent) {
      putService(
          new Service(this, type, algorithm, lent.getClassName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              asked.add(type);
              return lent.newInstance(parameter);
            }
          });
    }
  }
}
