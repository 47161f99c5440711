package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.documentation.Command;
import dev.tokenflow.pingone.documentation.Page;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A CA and a member's certificate, made by the commands of the page on clusters.
 *
 * @param folder has ca.pem, ca-key.pem, member-key.pem, member.pem
 */
record ClusterFiles(Path folder) {
  static ClusterFiles makeIn(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Command> commands =
        Page.commands().stream()
            .filter(command -> command.words().get(0).equals("openssl"))
            .toList();
    assertEquals(3, commands.size());
    for (Command command : commands) {
      run(folder, command.words());
    }
    return new ClusterFiles(folder);
  }

  /** Another certificate of the same CA for the same key, which ended before it began. */
  ClusterFiles expired() throws IOException, InterruptedException {
    Path other = Files.createDirectories(folder.resolve("expired"));
    copyTo(other);
    run(
        folder,
        List.of(
            ("openssl x509 -req -in member.csr -CA ca.pem -CAkey ca-key.pem -copy_extensions copy"
                    + " -days -1 -out expired/member.pem")
                .split(" ", -1)));
    return new ClusterFiles(other);
  }

  /** A certificate for the same key that nobody else signed; it trusts the cluster's CA. */
  ClusterFiles selfSigned() throws IOException, InterruptedException {
    Path other = Files.createDirectories(folder.resolve("self-signed"));
    copyTo(other);
    run(
        folder,
        List.of(
            ("openssl x509 -req -in member.csr -signkey member-key.pem -copy_extensions copy"
                    + " -days 1 -out self-signed/member.pem")
                .split(" ", -1)));
    return new ClusterFiles(other);
  }

  /** Another certificate for the same key, not good for those who connect. */
  ClusterFiles forServersOnly() throws IOException, InterruptedException {
    Path other = Files.createDirectories(folder.resolve("servers"));
    copyTo(other);
    Files.writeString(folder.resolve("servers/usage"), "extendedKeyUsage=serverAuth\n");
    run(
        folder,
        List.of(
            ("openssl x509 -req -in member.csr -CA ca.pem -CAkey ca-key.pem -days 1"
                    + " -extfile servers/usage -out servers/member.pem")
                .split(" ", -1)));
    return new ClusterFiles(other);
  }

  /** The key again, with a password. */
  Path encryptedKey() throws IOException, InterruptedException {
    run(
        folder,
        List.of(
            "openssl pkcs8 -topk8 -in member-key.pem -passout pass:secret -out encrypted.pem"
                .split(" ", -1)));
    return folder.resolve("encrypted.pem");
  }

  private void copyTo(Path other) throws IOException {
    for (String file : List.of("ca.pem", "member-key.pem")) {
      Files.copy(folder.resolve(file), other.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  Path key() {
    return folder.resolve("member-key.pem");
  }

  Path certificate() {
    return folder.resolve("member.pem");
  }

  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** The options of a member with these files. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    Collections.addAll(options, "--cluster-key", key().toString());
    Collections.addAll(options, "--cluster-cert", certificate().toString());
    Collections.addAll(options, "--cluster-ca", authority().toString());
    return options;
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    File log = folder.resolve("openssl.log").toFile();
    int exit =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start()
            .waitFor();
    assertEquals(0, exit, Files.readString(log.toPath()));
  }
}
