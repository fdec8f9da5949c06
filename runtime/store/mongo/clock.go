package mongo

import (
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/bson/primitive"
)

// clock tells the server's time, so that "_changed" means the same whichever process wrote.
type clock struct {
	mu     sync.Mutex
	ahead  time.Duration // of the server before this machine
	asked  time.Time     // when that was found out
	latest int64
}

// set notes what time the server had at some moment between begin and end. A server that tells none is taken to have
// this machine's.
func (c *clock) set(server, begin, end time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = end
	if server.IsZero() {
		return
	}
	c.ahead = server.Sub(begin.Add(end.Sub(begin) / 2))
}

// old tells that the server should be asked again: clocks drift, and are set.
func (c *clock) old() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Since(c.asked) > time.Minute
}

// now never goes back, whatever is done to the machine's clock.
func (c *clock) now() primitive.DateTime {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest = max(c.latest, time.Now().Add(c.ahead).UnixMilli())
	return primitive.DateTime(c.latest)
}
