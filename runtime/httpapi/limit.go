package httpapi

import (
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
)

// limiter counts requests per key in windows. It is per node and forgetful: it stops floods, it is no ledger.
type limiter struct {
	mu   sync.Mutex
	seen map[string]*window
}

type window struct {
	count int
	ends  time.Time
}

func newLimiter() *limiter { return &limiter{seen: map[string]*window{}} }

// allow counts one request and reports whether it is within limit an hour for key; if not, how long to wait.
func (l *limiter) allow(key string, limit int, now time.Time) (bool, time.Duration) {
	return l.within(time.Hour, key, limit, now)
}

// within is allow for windows of another length.
func (l *limiter) within(length time.Duration, key string, limit int, now time.Time) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) > 50000 {
		for k, w := range l.seen {
			if now.After(w.ends) {
				delete(l.seen, k)
			}
		}
	}
	w := l.seen[key]
	if w == nil || now.After(w.ends) {
		w = &window{ends: now.Add(length)}
		l.seen[key] = w
	}
	if w.count >= limit {
		return false, w.ends.Sub(now)
	}
	w.count++
	return true, 0
}

// giveBack takes back one request that allow counted and that came to nothing.
func (l *limiter) giveBack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w := l.seen[key]; w != nil && w.count > 0 {
		w.count--
	}
}

// peek is allow without counting.
func (l *limiter) peek(key string, limit int, now time.Time) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.seen[key]
	if w == nil || now.After(w.ends) || w.count < limit {
		return true, 0
	}
	return false, w.ends.Sub(now)
}

// limited refuses more than limit requests an hour from one address for one purpose.
func (a *API) limited(c *fiber.Ctx, purpose string, limit int) error {
	if ok, wait := a.limits.allow(purpose+"|"+a.address(c), limit, a.Now()); !ok {
		return tooMany(wait)
	}
	return nil
}

func tooMany(wait time.Duration) error {
	return problem.List{problem.New("request.too_many", "", "seconds", int(wait.Seconds())+1, "minutes", int(wait.Minutes())+1)}
}

// address is where a request comes from. A proxy that is trusted adds the address it saw to the end of a list that
// the sender may have begun: the last one that is no trusted proxy counts, everything before it is hearsay.
func (a *API) address(c *fiber.Ctx) string {
	peer := c.Context().RemoteIP().String()
	if len(a.TrustedProxies) == 0 || !c.IsProxyTrusted() {
		return peer
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		if !a.trusts(hop.Unmap()) {
			return hop.Unmap().String()
		}
	}
	return peer
}

// trusts reports whether an address is one of the trusted proxies.
func (a *API) trusts(address netip.Addr) bool {
	for _, t := range a.TrustedProxies {
		if net, err := netip.ParsePrefix(t); err == nil && net.Contains(address) {
			return true
		}
		if one, err := netip.ParseAddr(t); err == nil && one.Unmap() == address {
			return true
		}
	}
	return false
}
