package dev.tokenflow.pingone.cli.cluster;

import java.util.List;
import java.util.logging.Logger;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.infinispan.remoting.transport.Address;

/** Logs who is in the cluster, one line a change. */
@Listener(sync = false)
public final class ViewLog {
  private static final Logger LOG = Logger.getLogger(ViewLog.class.getName());

  ViewLog() {}

  /** Called by Infinispan, which requires it to be public. */
  @ViewChanged
  @Merged
  public void changed(ViewChangedEvent event) {
    List<Address> members = event.getNewMembers();
    LOG.info(() -> "The cluster has " + count(members.size()) + ": " + members);
  }

  static String count(int members) {
    return members == 1 ? "1 member" : members + " members";
  }
}
