"""The local page: one server for one person, on which articles become timelines and are corrected.

A thin face over `timeline.pipeline`, laid out so that each fear has one home:

- `security`: who may ask (Host, Origin, token, key), how much and for how long;
- `store`: what must never be lost (SQLite; an answer is given only after the disk has it);
- `workers`: what may be slow, hang or be cancelled (processes that can be killed);
- `tasks`: what these processes do, the only module here that calls the rooms below;
- `desk`: a workspace from its articles and corrections, one change at a time;
- `api`, `app`: the versioned JSON routes and the server around them;
- `assets`: the page, plain script and style, no outside request.
"""
