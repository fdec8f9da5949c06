package httpapi

import (
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
)

// limiter counts requests per key in windows of an hour. It is per node and forgetful: it stops floods, it is no ledger.
type limiter struct {
	mu   sync.Mutex
	seen map[string]*window
}

type window struct {
	count int
	ends  time.Time
}

func newLimiter() *limiter { return &limiter{seen: map[string]*window{}} }

// allow counts one request and reports whether it is within limit for key; if not, how long to wait.
func (l *limiter) allow(key string, limit int, now time.Time) (bool, time.Duration) {
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
		w = &window{ends: now.Add(time.Hour)}
		l.seen[key] = w
	}
	if w.count >= limit {
		return false, w.ends.Sub(now)
	}
	w.count++
	return true, 0
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
	ok, wait := a.limits.allow(purpose+"|"+c.IP(), limit, a.Now())
	if ok {
		return nil
	}
	return problem.List{problem.New("request.too_many", "", "seconds", int(wait.Seconds())+1, "minutes", int(wait.Minutes())+1)}
}
