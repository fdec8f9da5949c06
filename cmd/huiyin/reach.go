package main

import (
	"net/netip"
	"net/url"
	"strings"

	"huiyin/engine/problem"
)

// Names that are given out inside one network only.
var insideNames = []string{".local", ".lan", ".internal", ".intranet", ".home.arpa", ".corp"}

// reach tells who cannot open links to the public address: everybody elsewhere, or everybody outside of this network.
func reach(address string) problem.List {
	u, err := url.Parse(address)
	if err != nil {
		return nil //nolint:nilerr // no address, nobody to reach
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	ip, err := netip.ParseAddr(host)
	numeric := err == nil
	ip = ip.Unmap()
	switch {
	case host == "localhost", strings.HasSuffix(host, ".localhost"), numeric && (ip.IsLoopback() || ip.IsUnspecified()):
		return problem.List{problem.New("system.url_local", "", "url", address)}
	case numeric && (ip.IsPrivate() || ip.IsLinkLocalUnicast()), !numeric && inside(host):
		return problem.List{problem.New("system.url_inside", "", "url", address)}
	}
	return nil
}

// inside reports whether a name means something in one network only: a bare name does, and those that end so.
func inside(host string) bool {
	if !strings.Contains(host, ".") {
		return true
	}
	for _, end := range insideNames {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return false
}
