package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A PEM file of the command line. Its faults name the option, the file and what to do.
 *
 * @param option the option that names it
 * @param file where it is
 */
record PemFile(String option, Path file) {
  String path() {
    return file.toString();
  }

  void requireReadable() {
    read();
  }

  private byte[] read() {
    try {
      byte[] octets = Files.readAllBytes(file);
      if (octets.length == 0) {
        throw unusable("is empty, expected PEM");
      }
      return octets;
    } catch (NoSuchFileException absent) {
      throw unusable("does not exist");
    } catch (AccessDeniedException denied) {
      throw unusable("cannot be read, let this user read it");
    } catch (IOException fault) {
      throw unusable(Files.isDirectory(file) ? "is a directory" : "cannot be read: " + fault);
    }
  }

  /** All certificates of the file: of a member its own and then those between it and the CA. */
  List<X509Certificate> certificates() {
    read();
    List<X509Certificate> certificates = List.of();
    try (InputStream in = Files.newInputStream(file)) {
      certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (CertificateException | IOException broken) {
      // Both messages use the terms of the encoding, which do not help the owner of the file.
    }
    if (certificates.isEmpty()) {
      throw unusable("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  void requireValid(X509Certificate certificate) {
    String name = "the certificate of \"" + certificate.getSubjectX500Principal() + '"';
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException expired) {
      throw unusable(
          name + " expired at " + certificate.getNotAfter().toInstant() + ", issue another");
    } catch (CertificateNotYetValidException early) {
      throw unusable(
          name
              + " is not valid before "
              + certificate.getNotBefore().toInstant()
              + ", look at the clock of this machine, or issue another");
    }
  }

  BadUsageException unusable(String why) {
    return new BadUsageException(this + (why.startsWith("the ") ? ": " : " ") + why);
  }

  @Override
  public String toString() {
    return option + ": " + file;
  }
}
