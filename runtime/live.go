package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"huiyin/runtime/store"
)

// Bounds of telling people what changes.
const (
	liveRing    = 4096                   // changes that can be told again to whoever was away
	liveQueue   = 64                     // deliveries that wait for a listener, who is cut off beyond them
	liveStreams = 12                     // of one user on one node: a person has many tabs
	liveMany    = 100                    // records of a form that are named one by one in a delivery
	livePause   = 100 * time.Millisecond // what happens within is told together
)

// ErrCrowded means that a user listens often enough already.
var ErrCrowded = errors.New("too many listeners of one user")

// ErrLeaving means that the server is about to stop.
var ErrLeaving = errors.New("the server is about to stop")

// Live tells listeners what changes, a moment after it did, on this node or another: Saw is to be told by the change
// feed. Nobody is told of a record that they may not read as it is then. Positions are of one node since it started;
// whoever comes from elsewhere, or was away for too long, is told to read everything again.
type Live struct {
	Apps  *Apps
	Store store.Store
	Codec Codec
	Epoch string // tells this node since its start from any other

	mu        sync.Mutex
	ring      []stir
	last      uint64 // number of the newest change
	told      uint64 // listeners know of everything up to this one
	listeners map[*Listener]bool
	over      bool
	wake      chan struct{}
}

// stir is a change with its number.
type stir struct {
	number     uint64
	collection string
	id         string
}

// Listener is somebody who is told. The zero value of what is not exported is ready for Listen.
type Listener struct {
	User  string
	Lease string // id of the session or token that lets them listen
	Sight Audience

	news  chan Delivery
	doubt chan struct{}
	over  chan struct{}
	end   sync.Once
}

// News brings what the listener has to know.
func (l *Listener) News() <-chan Delivery { return l.news }

// Doubt says that what the listener may do should be asked again: their user, session or token changed.
func (l *Listener) Doubt() <-chan struct{} { return l.doubt }

// Over is closed when the listener is told nothing any more: they are too slow, or the server stops.
func (l *Listener) Over() <-chan struct{} { return l.over }

func (l *Listener) cut() { l.end.Do(func() { close(l.over) }) }

// Notice is one thing to know. Kind is one of the constants below; the other fields are of records and forms.
type Notice struct {
	Kind    string `json:"-"`
	App     string `json:"app,omitempty"`
	Form    string `json:"form,omitempty"`
	ID      string `json:"id,omitempty"`
	Rev     int64  `json:"rev,omitempty"`
	Status  string `json:"status,omitempty"`
	Deleted bool   `json:"deleted,omitempty"`
}

// The kinds of notices.
const (
	NoticeHello   = "hello"   // the listener has missed nothing
	NoticeReload  = "reload"  // what the listener has missed is not known
	NoticeRecord  = "record"  // a record changed
	NoticeRecords = "records" // many records of a form changed
	NoticeTasks   = "tasks"   // what the listener has to do may be something else
	NoticeInbox   = "inbox"   // so may their messages
	NoticePeople  = "people"  // users or departments changed, and the listener looks after them
)

// Delivery is what happened up to a position.
type Delivery struct {
	At      string
	Notices []Notice
}

func (l *Live) position(number uint64) string { return l.Epoch + "-" + strconv.FormatUint(number, 10) }

// number is the inverse of position.
func (l *Live) number(at string) (uint64, bool) {
	text, ok := strings.CutPrefix(at, l.Epoch+"-")
	n, err := strconv.ParseUint(text, 10, 64)
	return n, ok && err == nil
}

// Saw takes note of a change. It does not block.
func (l *Live) Saw(ch store.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	people := ch.Collection == Users || ch.Collection == Departments
	if strings.HasPrefix(ch.Collection, "r_") && !ch.Deleted || ch.Collection == Messages || people {
		l.last++
		l.ring = append(l.ring, stir{l.last, ch.Collection, ch.ID})
		if len(l.ring) > 2*liveRing {
			l.ring = append([]stir(nil), l.ring[len(l.ring)-liveRing:]...)
		}
		select {
		case l.wakes() <- struct{}{}:
		default: // it is awake already
		}
	}
	if people || (ch.Collection == Sessions || ch.Collection == Tokens) && ch.Deleted {
		for one := range l.listeners {
			if ch.Collection == Departments || ch.ID == one.User || ch.ID == one.Lease {
				select {
				case one.doubt <- struct{}{}:
				default:
				}
			}
		}
	}
}

// wakes needs the lock.
func (l *Live) wakes() chan struct{} {
	if l.wake == nil {
		l.wake = make(chan struct{}, 1)
	}
	return l.wake
}

// Run tells listeners until ctx ends.
func (l *Live) Run(ctx context.Context) {
	l.mu.Lock()
	wake := l.wakes()
	l.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
		l.tell(ctx)
		sleep(ctx, livePause)
	}
}

// Listen begins to tell somebody, and returns what they missed since the position they were at, "" for whoever was at
// none. Hush must follow. The error is ErrCrowded, ErrLeaving or a failure of the store.
func (l *Live) Listen(ctx context.Context, who *Listener, after string) (Delivery, error) {
	who.news, who.doubt, who.over = make(chan Delivery, liveQueue), make(chan struct{}, 1), make(chan struct{})
	at, missed, known, err := l.enter(who, after)
	if err != nil {
		return Delivery{}, err
	}
	d := Delivery{At: l.position(at)}
	switch {
	case after == "":
		d.Notices = []Notice{{Kind: NoticeHello}}
	case !known:
		d.Notices = []Notice{{Kind: NoticeReload}}
	default:
		n, err := l.look(ctx, missed)
		if err != nil {
			l.Hush(who)
			return Delivery{}, err
		}
		d.Notices = append([]Notice{{Kind: NoticeHello}}, n.of(who)...)
	}
	return d, nil
}

// enter puts somebody among the listeners, and finds what others were told since.
func (l *Live) enter(who *Listener, after string) (at uint64, missed []stir, known bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		return 0, nil, false, ErrLeaving
	}
	same := 0
	for one := range l.listeners {
		if one.User == who.User {
			same++
		}
	}
	if same >= liveStreams {
		return 0, nil, false, ErrCrowded
	}
	if l.listeners == nil {
		l.listeners = map[*Listener]bool{}
	}
	if len(l.listeners) == 0 {
		l.told = l.last // nobody was there to be told
	}
	l.listeners[who] = true
	since, ok := l.number(after)
	if ok && since <= l.told {
		missed, known = l.between(since, l.told)
	}
	return l.told, missed, known, nil
}

// between returns the changes behind one number up to another, and whether they are all still known.
func (l *Live) between(after, upto uint64) ([]stir, bool) {
	var out []stir
	for _, s := range l.ring {
		if s.number > after && s.number <= upto {
			out = append(out, s)
		}
	}
	return out, uint64(len(out)) == upto-after
}

// Hush ends telling somebody.
func (l *Live) Hush(who *Listener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.listeners, who)
	who.cut()
}

// Close ends telling everybody, and takes no new listeners: they find another node, or this one after its start.
func (l *Live) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
	for one := range l.listeners {
		one.cut()
	}
}

// Listening counts the listeners.
func (l *Live) Listening() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.listeners)
}

// At is the position that a listener who was told everything is at.
func (l *Live) At() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.position(l.told)
}

// tell tells everybody what happened since the last time.
func (l *Live) tell(ctx context.Context) {
	l.mu.Lock()
	upto := l.last
	batch, whole := l.between(l.told, upto)
	if len(l.listeners) == 0 {
		l.told = upto
		l.mu.Unlock()
		return
	}
	before := make([]*Listener, 0, len(l.listeners))
	for one := range l.listeners {
		before = append(before, one)
	}
	l.mu.Unlock()
	n, err := l.look(ctx, batch)
	n.lost = !whole || err != nil
	told := make(map[*Listener][]Notice, len(before))
	for _, one := range before {
		told[one] = n.of(one)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = upto
	for one := range l.listeners {
		notices, known := told[one]
		if !known { // they came meanwhile
			notices = n.of(one)
		}
		if len(notices) > 0 {
			one.tell(Delivery{l.position(upto), notices})
		}
	}
}

// tell hands somebody a delivery, and cuts them off when too many are waiting: they come back, and are told what they
// missed.
func (l *Listener) tell(d Delivery) {
	select {
	case l.news <- d:
	default:
		l.cut()
	}
}

// look reads what changes are about, each record once and as it is now.
func (l *Live) look(ctx context.Context, changes []stir) (news, error) {
	n := news{inbox: map[string]bool{}}
	ids := map[string][]string{}
	for _, s := range changes {
		ids[s.collection] = append(ids[s.collection], s.id)
	}
	for collection, list := range ids {
		slices.Sort(list)
		list = slices.Compact(list)
		if collection == Users || collection == Departments {
			n.people = true
			continue
		}
		if collection == Messages {
			if err := l.letters(ctx, &n, list); err != nil {
				return n, err
			}
			continue
		}
		if err := l.records(ctx, &n, collection, list); err != nil {
			return n, fmt.Errorf("changes of %s: %w", collection, err)
		}
	}
	return n, nil
}
