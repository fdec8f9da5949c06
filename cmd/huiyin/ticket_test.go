package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	ticketPath = "/api/v1/session/ticket"
	newWords   = "a brand new word"
)

var linkIn = regexp.MustCompile(`\S+/join#(\S+)`)

// code is what the last letter to an address opens.
func (o organisation) code(address string) string {
	o.t.Helper()
	o.s.API.Wait()
	letters := o.mail.to(address)
	if len(letters) == 0 {
		o.t.Fatalf("nothing was mailed to %s", address)
	}
	found := linkIn.FindStringSubmatch(letters[len(letters)-1].Body)
	if found == nil {
		o.t.Fatalf("no link: %s", letters[len(letters)-1].Body)
	}
	return found[1]
}

// An invitation leads to a first password and into the console, once, within seven days (E-01).
func TestInvitationLeadsToAFirstPassword(t *testing.T) {
	o := bootOrganisation(t)
	u := o.add("王芳", "fang", junk{"language": "en"})
	if got := o.stranger().send("POST", "/api/v1/session", junk{"login": "fang", "password": ""}); got.status != 401 {
		t.Errorf("without a password: %d", got.status)
	}
	sent := o.admin.must(200, "POST", usersPath+id(u)+"/invitation", nil)
	if sent["mailed"] != true || sent["link"] != nil {
		t.Errorf("a mailed invitation shows its link: %v", sent)
	}
	first := o.code("fang@example.com")
	o.admin.must(200, "POST", usersPath+id(u)+"/invitation", nil)
	code := o.code("fang@example.com")
	if !strings.HasPrefix(o.mail.to("fang@example.com")[0].Body, "Hello 王芳") {
		t.Error("not in the reader's language")
	}
	refused := func(code, why string) {
		if got := o.stranger().send("PUT", ticketPath, junk{"code": code, "password": newWords}).problems(); !slices.Equal(got, []string{"session.ticket_invalid"}) {
			t.Errorf("%s: %v", why, got)
		}
	}
	refused(first, "replaced by a newer one")
	refused(strings.Replace(code, "invite", "reset", 1), "for another purpose")
	refused(code[:len(code)-1], "shortened")
	refused("", "none")
	if got := o.stranger().must(200, "POST", ticketPath, junk{"code": code}); got["login"] != "fang" || got["purpose"] != "invite" {
		t.Errorf("whose it is: %v", got)
	}
	if got := o.stranger().send("PUT", ticketPath, junk{"code": code, "password": "short"}).problems(); !slices.Equal(got, []string{"user.password_short /password"}) {
		t.Error(got)
	}
	in := o.stranger().must(200, "PUT", ticketPath, junk{"code": code, "password": newWords})
	if dig(in, "user", "login") != "fang" {
		t.Errorf("not signed in: %v", in)
	}
	refused(code, "used")
	o.stranger().must(200, "POST", "/api/v1/session", junk{"login": "fang", "password": newWords})
	if now := o.admin.must(200, "GET", usersPath+id(u), nil); now["state"] != "active" || now["invited"] != nil {
		t.Errorf("%v", now)
	}
	late := o.add("李雷", "lei", nil)
	o.admin.must(200, "POST", usersPath+id(late)+"/invitation", nil)
	code = o.code("lei@example.com")
	o.clock.set(monday.Add(7*24*time.Hour + time.Second))
	refused(code, "after seven days")
}

// What cannot be mailed is shown to the administrator.
func TestInvitationWithoutMailIsShown(t *testing.T) {
	o := bootOrganisation(t)
	u := o.add("王芳", "fang", junk{"email": ""})
	for _, c := range []string{"no_address", "no_mail_server"} {
		if c == "no_mail_server" {
			o.s.API.Effects.Message.Mail = nil
		}
		sent := o.admin.must(200, "POST", usersPath+id(u)+"/invitation", nil)
		link, _ := sent["link"].(string)
		if sent["mailed"] != false || sent["why"] != c || !linkIn.MatchString(link) {
			t.Fatalf("%s: %v", c, sent)
		}
		o.stranger().must(200, "POST", ticketPath, junk{"code": linkIn.FindStringSubmatch(link)[1]})
	}
	if got := o.stranger().must(202, "POST", "/api/v1/session/forgotten", junk{"name": "fang"}); got["mail"] != false {
		t.Errorf("%v", got)
	}
}

// A forgotten password is mended by mail: the answer says nothing about who exists, the link works once within an
// hour and ends every session (E-01, I-04).
func TestForgottenPassword(t *testing.T) {
	o := bootOrganisation(t)
	u := o.add("王芳", "fang", nil)
	o.admin.must(200, "POST", usersPath+id(u)+"/invitation", nil)
	invitation := o.code("fang@example.com")
	o.stranger().must(200, "PUT", ticketPath, junk{"code": invitation, "password": newWords})
	browser := o.signIn(id(u))
	const path = "/api/v1/session/forgotten"
	known, unknown := o.stranger().send("POST", path, junk{"name": " Fang@Example.com "}), o.stranger().send("POST", path, junk{"name": "nobody@example.com"})
	if known.status != 202 || unknown.status != 202 || string(known.body) != string(unknown.body) {
		t.Errorf("%d %s, %d %s", known.status, known.body, unknown.status, unknown.body)
	}
	first := o.code("fang@example.com")
	o.clock.set(monday.Add(time.Hour + time.Second))
	if got := o.stranger().send("PUT", ticketPath, junk{"code": first, "password": "another new word"}).problems(); !slices.Equal(got, []string{"session.ticket_invalid"}) {
		t.Errorf("after an hour: %v", got)
	}
	o.stranger().must(202, "POST", path, junk{"name": "fang"})
	code := o.code("fang@example.com")
	browser.must(200, "GET", "/api/v1/tasks", nil)
	o.stranger().must(200, "PUT", ticketPath, junk{"code": code, "password": "another new word"})
	browser.must(401, "GET", "/api/v1/tasks", nil)
	o.stranger().must(401, "POST", "/api/v1/session", junk{"login": "fang", "password": newWords})
	o.stranger().must(200, "POST", "/api/v1/session", junk{"login": "fang", "password": "another new word"})
	if got := o.stranger().send("PUT", ticketPath, junk{"code": code, "password": newWords}).status; got != 422 {
		t.Errorf("used twice: %d", got)
	}
	if e := o.noted("password_reset"); len(e) != 1 || e[0].User != id(u) {
		t.Errorf("audit: %+v", e)
	}
}

// Nobody is flooded with mail, and no address asks without end.
func TestForgottenPasswordsAreLimited(t *testing.T) {
	o := bootOrganisation(t)
	o.add("王芳", "fang", nil)
	const path = "/api/v1/session/forgotten"
	for range 6 {
		o.stranger().must(202, "POST", path, junk{"name": "fang"})
	}
	o.s.API.Wait()
	if n := len(o.mail.to("fang@example.com")); n != 3 {
		t.Errorf("%d letters in an hour", n)
	}
	for range 14 {
		o.stranger().must(202, "POST", path, junk{"name": "somebody"})
	}
	if got := o.stranger().send("POST", path, junk{"name": "somebody"}); got.status != 429 {
		t.Errorf("the 21st: %d", got.status)
	}
	if got := o.stranger().send("POST", path, junk{"name": " "}).problems(); !slices.Equal(got, []string{"session.name_missing /name"}) {
		t.Error(got)
	}
}

// A mail that was sent to an address opens nothing after the address was corrected.
func TestANewAddressTakesTheLinkBack(t *testing.T) {
	o := bootOrganisation(t)
	u := o.add("王芳", "fang", nil)
	o.stranger().must(202, "POST", "/api/v1/session/forgotten", junk{"name": "fang"})
	code := o.code("fang@example.com")
	u = o.admin.must(200, "GET", usersPath+id(u), nil)
	o.admin.must(200, "PUT", usersPath+id(u), profile(u, junk{"email": "right@example.com"}), "If-Match", rev(u))
	if got := o.stranger().send("POST", ticketPath, junk{"code": code}).status; got != 422 {
		t.Errorf("%d", got)
	}
}
