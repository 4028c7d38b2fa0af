"""The site: pages and the machine interface over the store and the index. It writes nothing."""
