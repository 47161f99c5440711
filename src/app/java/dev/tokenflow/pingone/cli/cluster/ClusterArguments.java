package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of the cluster. Passwords and tokens cross it, so it uses TLS unless the user says
 * otherwise.
 */
public final class ClusterArguments {
  private static final String BIND = "127.0.0.1";
  private static final int PORT = 7800;
  private static final String NAME = "pingone";

  @Option(
      names = "--cluster-members",
      paramLabel = "HOST:PORT,…",
      description =
          "Where the members of the cluster are, this one may be among them. One that answers is"
              + " enough: it knows the others.")
  private @Nullable String members;

  @Option(
      names = "--cluster-dns",
      paramLabel = "NAME",
      description =
          "Instead of --cluster-members: a name whose addresses are the members, such as a headless"
              + " service of Kubernetes. All use the same --cluster-port.")
  private @Nullable String dns;

  @Option(
      names = "--cluster-bind",
      paramLabel = "ADDRESS",
      description =
          "The address to listen at, and by which others reach it (default: " + BIND + ").")
  private @Nullable String bind;

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      description =
          "N is for the traffic between members, N+1 for failure detection, N+2 for the event bus"
              + " (default: "
              + PORT
              + ").")
  private @Nullable Integer port;

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "Only members of the same name join each other (default: " + NAME + ").")
  private @Nullable String name;

  @Option(names = "--cluster-key", paramLabel = "PEM", description = "This member's private key.")
  private @Nullable Path key;

  @Option(
      names = "--cluster-cert",
      paramLabel = "PEM",
      description = "This member's certificate, good for serverAuth and clientAuth.")
  private @Nullable Path certificate;

  @Option(
      names = "--cluster-ca",
      paramLabel = "PEM",
      description =
          "The certificate authority that decides who is a member. It has to be the cluster's own:"
              + " host names are not compared, so anyone with a certificate of this CA can join"
              + " and gets passwords and tokens.")
  private @Nullable Path authority;

  @Option(
      names = "--cluster-plaintext",
      description =
          "Join without TLS and without certificates: passwords and tokens cross the network in the"
              + " clear, and anyone who reaches the ports can join.")
  private boolean plaintext;

  /** Whether any of these options is given. */
  public boolean given() {
    return plaintext
        || Stream.of(members, dns, bind, port, name, key, certificate, authority)
            .anyMatch(Objects::nonNull);
  }

  /** The cluster that they name; fails where one of them is wrong, before anything is joined. */
  public Cluster cluster() {
    MemberCertificate member = member();
    return new Cluster(
        Objects.requireNonNullElse(name, NAME),
        Endpoints.of(
            Objects.requireNonNullElse(bind, BIND), Objects.requireNonNullElse(port, PORT)),
        discovery(),
        member);
  }

  private Discovery discovery() {
    if (members != null && dns == null) {
      return Discovery.Members.parse(members);
    }
    if (dns != null && members == null) {
      return new Discovery.Name(dns);
    }
    throw new BadUsageException(
        "--cluster requires either --cluster-members HOST:PORT,… or --cluster-dns NAME, to find the"
            + " other members");
  }

  private @Nullable MemberCertificate member() {
    if (plaintext && key == null && certificate == null && authority == null) {
      return null;
    }
    if (plaintext || key == null || certificate == null || authority == null) {
      throw new BadUsageException(
          "--cluster requires either --cluster-key, --cluster-cert and --cluster-ca for TLS between"
              + " the members, or --cluster-plaintext to send passwords and tokens over the network"
              + " in the clear");
    }
    return MemberCertificate.read(
        new PemFile("--cluster-key", key),
        new PemFile("--cluster-cert", certificate),
        new PemFile("--cluster-ca", authority));
  }
}
