package dev.tokenflow.pingone.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys in the forms of openssl. */
class PemPrivateKeyTest {

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs8, rsa-pkcs1, an RSA key of 2048 bits, '[RS256, RS384, RS512]'",
    "ec-p256-pkcs8, ec-p256-sec1, an EC key on P-256, [ES256]",
    "ec-p384-pkcs8, ec-p384-sec1, an EC key on P-384, [ES384]",
    "ec-p521-pkcs8, ec-p521-sec1, an EC key on P-521, [ES512]"
  })
  void readsTheSameKeyInEachForm(String pkcs8, String other, String what, String algorithms)
      throws Exception {
    PrivateKey key = PemPrivateKey.parse(content(pkcs8));

    assertEquals(number(key), number(PemPrivateKey.parse(content(other))));
    assertEquals(what, ClientKey.description(key));
    assertEquals(algorithms, ClientKey.algorithms(key).toString());
  }

  @Test
  void readsKeyOfSec1WhoseCurveIsNamedBesideIt() throws Exception {
    String text = text("ec-p256-sec1");
    // The same key without the optional [0] and [1] of RFC 5915.
    byte[] der =
        Base64.getMimeDecoder()
            .decode(text.replaceAll("(?s).*EC PRIVATE KEY-----(.*)-----END EC PRIV.*", "$1"));
    byte[] bare = new byte[39];
    System.arraycopy(der, 0, bare, 0, 39);
    bare[1] = 37;
    String named = text.replaceAll("(?s)-----BEGIN EC PRIVATE.*", "") + pem("EC PRIVATE KEY", bare);

    assertEquals(number(PemPrivateKey.parse(content("ec-p256-pkcs8"))), number(parse(named)));
    assertEquals("holds a private key that is broken", fault(pem("EC PRIVATE KEY", bare)));
  }

  @Test
  void readsKeyBesideOtherThingsAndInOtherEncodings() throws Exception {
    PrivateKey key = PemPrivateKey.parse(content("rsa-pkcs8"));
    String text = text("rsa-pkcs8");

    assertEquals(key, parse("\u00EF\u00BB\u00BFBag Attributes\r\n" + text.replace("\n", "\r\n")));
    assertEquals(key, parse(text("rsa-public") + text));
    assertEquals(key, PemPrivateKey.parse(("\uFEFF" + text).getBytes(UTF_16LE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rsa-1024; holds an RSA key of 1024 bits, expected 2048 to 8192",
        "rsa-public; holds PUBLIC KEY, expected PRIVATE KEY",
        "rsa-pss; holds an RSASSA-PSS key, which is neither RSA nor EC, expected one of these",
        "ed25519; holds an Ed25519 key, which is neither RSA nor EC, expected one of these",
        "dsa-pkcs8; holds a DSA key, which is neither RSA nor EC, expected one of these",
        "dsa-traditional; holds a DSA key, which is neither RSA nor EC, expected one of these",
        "openssh; holds an OPENSSH PRIVATE KEY, expected PRIVATE KEY, which \"ssh-keygen -p -m"
            + " PKCS8\" makes of an RSA or EC key",
        "rsa-three-primes-pkcs1; holds an RSA key with more than two primes, expected one with two",
        "rsa-three-primes-pkcs8; holds an RSA key with more than two primes, expected one with two",
        "ec-k256-pkcs8; holds an EC key on another curve than P-256, P-384 and P-521, or does not"
            + " name its curve, expected one of these by its name",
        "ec-explicit; holds an EC key on another curve than P-256, P-384 and P-521, or does not"
            + " name its curve, expected one of these by its name",
        "encrypted-pkcs8; holds an encrypted PRIVATE KEY, expected one without a passphrase, which"
            + " \"openssl pkey\" makes of it",
        "encrypted-sec1; holds an encrypted EC PRIVATE KEY, expected one without a passphrase,"
            + " which \"openssl pkey\" makes of it"
      })
  void saysWhyAKeyCannotBeUsed(String file, String fault) throws Exception {
    assertEquals(fault, fault(text(file)));
  }

  @Test
  void saysWhatAFileWithoutAKeyHolds() throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(text("rsa-pkcs8").replaceAll("-----.*-----", ""));

    assertEquals("is empty", fault(" \n"));
    assertEquals("holds no PEM private key", fault("s3cret"));
    assertEquals(
        "holds a private key that is broken: it has no END",
        fault(text("rsa-pkcs8").replaceAll("-----END.*", "")));
    assertEquals(
        "holds a key that is neither RSA nor EC, expected one of these",
        fault(pem("PRIVATE KEY", HexFormat.of().parseHex("300a02010030050603010203"))));
    assertEquals(
        "is binary (DER or PKCS #12), expected PEM, which openssl can make of it",
        fault(new String(der, ISO_8859_1)));
    assertEquals(
        "holds several private keys, expected one",
        fault(text("rsa-pkcs8") + text("ec-p256-sec1")));
  }

  /** RFC 5915 section 3: from 1 to the order of the curve less 1. */
  @ParameterizedTest
  @ValueSource(ints = {256, 384, 521})
  void rejectsPrivateNumberThatIsNotOfTheCurve(int bits) throws Exception {
    String name = "ec-p" + bits + "-pkcs8";
    ECPrivateKey key = (ECPrivateKey) PemPrivateKey.parse(content(name));
    BigInteger order = key.getParams().getOrder();
    String beginning = "holds an EC key on P-" + bits + " whose private number is not ";

    for (BigInteger tooLarge : List.of(order, order.add(BigInteger.ONE))) {
      assertEquals(
          beginning + "below the order of the curve, expected one in between",
          fault(withNumber(key, tooLarge)));
    }
    assertEquals(
        beginning + "above 0, expected one in between", fault(withNumber(key, BigInteger.ZERO)));
    for (BigInteger fitting : List.of(BigInteger.ONE, order.subtract(BigInteger.ONE))) {
      assertEquals(fitting, number(parse(withNumber(key, fitting))));
    }
  }

  /** A SEC 1 key of this number, without its public key. */
  private static String withNumber(ECPrivateKey key, BigInteger number) {
    int octets = (key.getParams().getOrder().bitLength() + 7) / 8;
    byte[] padded = new byte[octets];
    byte[] digits = number.toByteArray();
    int length = Math.min(octets, digits.length);
    System.arraycopy(digits, digits.length - length, padded, octets - length, length);
    Der info = Der.of(Der.of(key.getEncoded()).next(Der.SEQUENCE));
    info.next(Der.INTEGER);
    Der algorithm = Der.of(info.next(Der.SEQUENCE));
    algorithm.next(Der.OBJECT_IDENTIFIER);
    byte[] curve = algorithm.next(Der.OBJECT_IDENTIFIER);
    return pem(
        "EC PRIVATE KEY",
        Der.element(
            Der.SEQUENCE,
            new byte[] {Der.INTEGER, 1, 1},
            Der.element(Der.OCTET_STRING, padded),
            Der.element(Der.CONTEXT_0, Der.element(Der.OBJECT_IDENTIFIER, curve))));
  }

  /** With a search to the end of the file for each line, this would take minutes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ",
        "-----BEGIN A-----\n",
        "-----BEGIN PRIVATE-----\n-----END ",
        "-----BEGIN CERTIFICATE REQUEST-----\n",
        "-"
      })
  void readsManyLinesInOneGo(String line) {
    String many = line.repeat(4_000_000 / line.length());

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertTrue(fault(many).startsWith("holds "));
          assertThrows(
              CertificateException.class, () -> PemCertificates.parse(many.getBytes(ISO_8859_1)));
        });
  }

  /** Every octet of a key changed and every end cut off: a fault or a key, nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"ec-p256-sec1", "ec-p256-pkcs8", "rsa-pkcs1"})
  void neverThrowsAnythingElse(String file) throws Exception {
    String body = text(file).replaceAll("(?s)-----BEGIN EC PARA.*?END EC PARAMETERS-----\n", "");
    String label = body.replaceAll("(?s).*BEGIN ([A-Z ]+)-----.*", "$1");
    byte[] der = Base64.getMimeDecoder().decode(body.replaceAll("-----.*-----", ""));
    int step = Math.max(1, der.length / 150);
    for (int at = 0; at < der.length; at += step) {
      byte[] changed = der.clone();
      changed[at] ^= (byte) 0x85;
      attempt(pem(label, changed));
      attempt(pem(label, Arrays.copyOf(der, at)));
    }
  }

  /** What makes the key: its encoding may differ. */
  private static BigInteger number(PrivateKey key) {
    return key instanceof ECPrivateKey elliptic
        ? elliptic.getS()
        : ((RSAPrivateKey) key).getPrivateExponent();
  }

  private static void attempt(String pem) {
    try {
      parse(pem);
    } catch (GeneralSecurityException expected) {
      assertTrue(expected.getMessage().startsWith("holds "), expected::getMessage);
    }
  }

  private static PrivateKey parse(String pem) throws GeneralSecurityException {
    return PemPrivateKey.parse(pem.getBytes(ISO_8859_1));
  }

  private static String fault(String pem) {
    return assertThrows(GeneralSecurityException.class, () -> parse(pem)).getMessage();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static byte[] content(String file) throws IOException {
    return Files.readAllBytes(KeyFiles.path(file));
  }

  private static String text(String file) throws IOException {
    return new String(content(file), ISO_8859_1);
  }
}
