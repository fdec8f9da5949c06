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
	latest int64
}

// set notes what time the server had at some moment between begin and end. A server that tells none is taken to have
// this machine's.
func (c *clock) set(server, begin, end time.Time) {
	if server.IsZero() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = server.Sub(begin.Add(end.Sub(begin) / 2))
}

// now never goes back, whatever is done to the machine's clock.
func (c *clock) now() primitive.DateTime {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest = max(c.latest, time.Now().Add(c.ahead).UnixMilli())
	return primitive.DateTime(c.latest)
}
