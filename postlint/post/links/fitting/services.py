"""The services that people are met on, and that things are kept, sold or shown on: their names, and the hosts that are theirs.

Services of one sort are rivals: what is on the one is seldom told of by the other. One that anybody may run (Mastodon, Matrix)
has no host of its own. A host with a path behind it is that of a service which shares its house with others.
"""

from __future__ import annotations

FILM = "film"
SOUND = "sound"
SOCIAL = "social"
CHAT = "chat"
GIFTS = "gifts"
TRACKS = "tracks"
PHOTOS = "photos"
WRITING = "writing"
WIKIS = "wikis"

# By sort, one service a line: its name, what texts call it, written as one word, and its hosts.
_SORTS = {
    "forge": """
        github | github | github.com github.io
        gitlab | gitlab | gitlab.com gitlab.io
        codeberg | codeberg | codeberg.org codeberg.page
        bitbucket | bitbucket | bitbucket.org
        sourcehut | sourcehut | sr.ht
        sourceforge | sourceforge | sourceforge.net
        launchpad | launchpad | launchpad.net
        savannah | savannah | savannah.gnu.org savannah.nongnu.org
        gitee | gitee | gitee.com
        pagure | pagure | pagure.io
    """,
    "packages": """
        pypi | pypi | pypi.org
        conda-forge | condaforge | conda-forge.org anaconda.org prefix.dev
        homebrew | homebrew | brew.sh
        npm | npm | npmjs.com
        crates | crates | crates.io
        rubygems | rubygems | rubygems.org
        flathub | flathub | flathub.org
        snapcraft | snapcraft snapstore | snapcraft.io
        docker hub | dockerhub | hub.docker.com
        nuget | nuget | nuget.org
        packagist | packagist | packagist.org
        hackage | hackage | hackage.haskell.org
        cran | cran | cran.r-project.org
        metacpan | cpan metacpan | metacpan.org
        ghcr | ghcr githubcontainerregistry | ghcr.io
        quay | quay quayio | quay.io
        maven central | mavencentral | central.sonatype.com search.maven.org repo1.maven.org
        cocoapods | cocoapods | cocoapods.org
        chocolatey | chocolatey | chocolatey.org community.chocolatey.org
        macports | macports | macports.org
        jsr | jsr | jsr.io
        pub.dev | pubdev | pub.dev
        hex.pm | hexpm | hex.pm
    """,
    FILM: """
        youtube | youtube | youtube.com youtu.be
        vimeo | vimeo | vimeo.com
        twitch | twitch | twitch.tv
        peertube | peertube |
        dailymotion | dailymotion | dailymotion.com dai.ly
        odysee | odysee | odysee.com
        bilibili | bilibili | bilibili.com
        media.ccc.de | mediaccc | media.ccc.de
    """,
    SOUND: """
        spotify | spotify | open.spotify.com podcasters.spotify.com
        apple podcasts | applepodcasts | podcasts.apple.com
        overcast | overcast | overcast.fm
        pocket casts | pocketcasts | pca.st pocketcasts.com
        deezer | deezer | deezer.com
        soundcloud | soundcloud | soundcloud.com
        bandcamp | bandcamp | bandcamp.com
        youtube music | youtubemusic | music.youtube.com
        apple music | applemusic | music.apple.com
        amazon music | amazonmusic | music.amazon.com music.amazon.co.uk music.amazon.de
        audible | audible | audible.com audible.co.uk audible.de
        castbox | castbox | castbox.fm
        castro | castro | castro.fm
        player fm | playerfm | player.fm
        podcast addict | podcastaddict | podcastaddict.com
        mixcloud | mixcloud | mixcloud.com
        tidal | tidal | tidal.com
        tunein | tunein | tunein.com
        google podcasts | googlepodcasts | podcasts.google.com
        qobuz | qobuz | qobuz.com
        last.fm | lastfm | last.fm
        stitcher | stitcher | stitcher.com
        iheart | iheart iheartradio | iheart.com
    """,
    "games": """
        steam | steam | store.steampowered.com steamcommunity.com
        gog | gog | gog.com
        itch | itch itchio | itch.io
        epic | epicgames epicstore | store.epicgames.com
    """,
    SOCIAL: """
        facebook | facebook | facebook.com fb.com fb.me
        instagram | instagram | instagram.com
        linkedin | linkedin | linkedin.com lnkd.in
        bluesky | bluesky | bsky.app bsky.social
        reddit | reddit | reddit.com redd.it
        mastodon | mastodon |
        twitter | twitter | x.com twitter.com
        threads | threads | threads.net threads.com
        tiktok | tiktok | tiktok.com
        pinterest | pinterest | pinterest.com
        tumblr | tumblr | tumblr.com
        xing | xing | xing.com
        vk | vkontakte | vk.com
        pixelfed | pixelfed |
        lemmy | lemmy |
        nextdoor | nextdoor | nextdoor.com nextdoor.co.uk
    """,
    CHAT: """
        discord | discord | discord.com discord.gg
        telegram | telegram | t.me telegram.me telegram.org
        slack | slack | slack.com
        zulip | zulip | zulipchat.com
        matrix | matrix | matrix.to
        whatsapp | whatsapp | wa.me whatsapp.com
        signal | signal | signal.group signal.me
        gitter | gitter | gitter.im
        libera.chat | liberachat | libera.chat
        mattermost | mattermost |
        viber | viber | viber.com
    """,
    "events": """
        meetup | meetup | meetup.com
        eventbrite | eventbrite | eventbrite.com eventbrite.co.uk
        luma | luma | lu.ma luma.com
        pretix | pretix | pretix.eu
        ticketmaster | ticketmaster | ticketmaster.com ticketmaster.co.uk ticketmaster.de
        eventim | eventim | eventim.de eventim.com
        see tickets | seetickets | seetickets.com
        ticket tailor | tickettailor | tickettailor.com
        humanitix | humanitix | humanitix.com events.humanitix.com
        tito | tito | ti.to
        wegottickets | wegottickets | wegottickets.com
    """,
    GIFTS: """
        patreon | patreon | patreon.com
        open collective | opencollective | opencollective.com
        ko-fi | kofi | ko-fi.com
        liberapay | liberapay | liberapay.com
        paypal | paypal | paypal.com paypal.me
        kickstarter | kickstarter | kickstarter.com
        indiegogo | indiegogo | indiegogo.com
        gofundme | gofundme | gofundme.com
        betterplace | betterplace | betterplace.org
        justgiving | justgiving | justgiving.com
        buy me a coffee | buymeacoffee | buymeacoffee.com
        github sponsors | githubsponsors | github.com/sponsors
        donorbox | donorbox | donorbox.org
        startnext | startnext | startnext.com
        crowdfunder | crowdfunder | crowdfunder.co.uk
    """,
    "cinema": """
        letterboxd | letterboxd | letterboxd.com boxd.it
        imdb | imdb | imdb.com
        trakt | trakt | trakt.tv
        tmdb | tmdb | themoviedb.org
        rotten tomatoes | rottentomatoes | rottentomatoes.com
        mubi | mubi | mubi.com
    """,
    "books": """
        goodreads | goodreads | goodreads.com
        storygraph | storygraph | thestorygraph.com
        librarything | librarything | librarything.com
        open library | openlibrary | openlibrary.org
        bookwyrm | bookwyrm |
        wattpad | wattpad | wattpad.com
    """,
    TRACKS: """
        strava | strava | strava.com strava.app.link
        komoot | komoot | komoot.com komoot.de
        wikiloc | wikiloc | wikiloc.com
        garmin connect | garminconnect | connect.garmin.com
        ride with gps | ridewithgps | ridewithgps.com
        alltrails | alltrails | alltrails.com
        outdooractive | outdooractive | outdooractive.com
        bikemap | bikemap | bikemap.net
    """,
    "store": """
        google play | googleplay playstore | play.google.com
        f-droid | fdroid | f-droid.org
        app store | appstore | apps.apple.com itunes.apple.com
        microsoft store | microsoftstore | apps.microsoft.com
    """,
    PHOTOS: """
        flickr | flickr | flickr.com flic.kr
        unsplash | unsplash | unsplash.com
        pexels | pexels | pexels.com
        pixabay | pixabay | pixabay.com
        imgur | imgur | imgur.com
        google photos | googlephotos | photos.google.com photos.app.goo.gl
        500px | 500px | 500px.com
        smugmug | smugmug | smugmug.com
        wikimedia commons | wikimediacommons | commons.wikimedia.org
    """,
    WRITING: """
        substack | substack | substack.com
        medium | medium | medium.com
        hashnode | hashnode | hashnode.com hashnode.dev
        dev.to | devto | dev.to
        buttondown | buttondown | buttondown.email buttondown.com
        tinyletter | tinyletter | tinyletter.com
        ghost | ghostblog | ghost.io
        livejournal | livejournal | livejournal.com
    """,
    "papers": """
        arxiv | arxiv | arxiv.org
        zenodo | zenodo | zenodo.org
        figshare | figshare | figshare.com
        biorxiv | biorxiv | biorxiv.org
        medrxiv | medrxiv | medrxiv.org
        ssrn | ssrn | ssrn.com papers.ssrn.com
        dryad | dryad | datadryad.org
        osf | osf openscienceframework | osf.io
        researchgate | researchgate | researchgate.net
        pubmed | pubmed | pubmed.ncbi.nlm.nih.gov
        jstor | jstor | jstor.org
        google scholar | googlescholar | scholar.google.com
        semantic scholar | semanticscholar | semanticscholar.org
    """,
    "maps": """
        openstreetmap | openstreetmap | openstreetmap.org osm.org
        google maps | googlemaps | maps.google.com maps.app.goo.gl google.com/maps goo.gl/maps
        apple maps | applemaps | maps.apple.com
        umap | umap | umap.openstreetmap.fr umap.openstreetmap.de
        bing maps | bingmaps | bing.com/maps
        what3words | what3words | what3words.com w3w.co
    """,
    "calls": """
        zoom | zoom | zoom.us zoom.com
        jitsi | jitsi | meet.jit.si jitsi.org
        google meet | googlemeet | meet.google.com
        teams | teams | teams.microsoft.com teams.live.com
        webex | webex | webex.com
        skype | skype | skype.com
    """,
    "pads": """
        google docs | googledocs | docs.google.com
        hackmd | hackmd | hackmd.io
        overleaf | overleaf | overleaf.com
        notion | notion | notion.so notion.site
        google sheets | googlesheet googlesheets | docs.google.com/spreadsheets
        google slides | googleslides | docs.google.com/presentation
        cryptpad | cryptpad | cryptpad.fr
        miro | miroboard | miro.com
        padlet | padlet | padlet.com
        airtable | airtable | airtable.com
    """,
    "files": """
        dropbox | dropbox | dropbox.com db.tt
        google drive | googledrive | drive.google.com
        onedrive | onedrive | onedrive.live.com 1drv.ms
        wetransfer | wetransfer | wetransfer.com we.tl
    """,
    "forms": """
        google forms | googleform googleforms | docs.google.com/forms forms.gle
        microsoft forms | microsoftform microsoftforms | forms.office.com forms.microsoft.com
        typeform | typeform | typeform.com
        surveymonkey | surveymonkey | surveymonkey.com surveymonkey.co.uk
        limesurvey | limesurvey | limesurvey.org
        jotform | jotform | jotform.com
        framaforms | framaforms | framaforms.org
    """,
    "shops": """
        etsy | etsy | etsy.com
        ebay | ebay | ebay.com ebay.co.uk ebay.de
        amazon | amazon | amazon.com amazon.co.uk amazon.de amzn.to
        gumroad | gumroad | gumroad.com
        redbubble | redbubble | redbubble.com
        spreadshirt | spreadshirt | spreadshirt.com spreadshirt.co.uk spreadshirt.de
        bookshop.org | bookshoporg | bookshop.org uk.bookshop.org
        abebooks | abebooks | abebooks.com abebooks.co.uk
        leanpub | leanpub | leanpub.com
        kobo | kobo | kobo.com
    """,
    "slides": """
        speaker deck | speakerdeck | speakerdeck.com
        slideshare | slideshare | slideshare.net
        prezi | prezi | prezi.com
    """,
    "tongues": """
        weblate | weblate | weblate.org
        crowdin | crowdin | crowdin.com
        transifex | transifex | transifex.com
        pontoon | pontoon | pontoon.mozilla.org
        poeditor | poeditor | poeditor.com
    """,
    "models": """
        hugging face | huggingface | huggingface.co hf.co
        kaggle | kaggle | kaggle.com
        openml | openml | openml.org
    """,
    "polls": """
        doodle | doodlepoll doodle | doodle.com
        calendly | calendly | calendly.com
        framadate | framadate | framadate.org
        when2meet | when2meet | when2meet.com
        nuudel | nuudel | nuudel.digitalcourage.de
    """,
    "nature": """
        inaturalist | inaturalist | inaturalist.org
        ebird | ebird | ebird.org
        gbif | gbif | gbif.org
        xeno-canto | xenocanto | xeno-canto.org
    """,
    "chess": """
        lichess | lichess | lichess.org
        chess.com | chesscom | chess.com
    """,
    "things": """
        printables | printables | printables.com
        thingiverse | thingiverse | thingiverse.com
        makerworld | makerworld | makerworld.com
    """,
    "scores": """
        imslp | imslp | imslp.org
        musescore | musescore | musescore.com musescore.org
    """,
    WIKIS: """
        wikipedia | wikipedia | wikipedia.org
        britannica | britannica | britannica.com
        wikivoyage | wikivoyage | wikivoyage.org
    """,
    "petitions": """
        change.org | changeorg | change.org
        avaaz | avaaz | avaaz.org
        openpetition | openpetition | openpetition.eu openpetition.de openpetition.org
    """,
    "boards": """
        trello | trello | trello.com
        asana | asana | asana.com
        basecamp | basecamp | basecamp.com
    """,
    "tabletop": """
        boardgamegeek | boardgamegeek | boardgamegeek.com
        board game arena | boardgamearena | boardgamearena.com
    """,
}
SERVICES = frozenset(_SORTS)
# Whose pages lie among those of another one.
WITHIN = {
    "ghcr": "github",
    "github sponsors": "github",
    "youtube music": "youtube",
    "google slides": "google docs",
    "google sheets": "google docs",
}


def services() -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Sort, name, words and hosts of each service."""
    lines = ((sort, line.split("|")) for sort, text in _SORTS.items() for line in text.strip().splitlines())
    return [(sort, name.strip(), tuple(words.split()), tuple(hosts.split())) for sort, (name, words, hosts) in lines]
